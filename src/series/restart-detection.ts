// What a batch says about the process behind it: whether rsyslogd started anew, and whether its reports reset counters.
import { add, larger } from '../impstats/number.ts';
import type { ObjectRecord, Shape } from '../impstats/record.ts';
import type { Series } from './family.ts';
import type { StatisticsObject } from './statistics-object.ts';

/** From getrusage(), never reset, only rising while a process lives. */
const ONLY_RISING = new Set(['utime', 'stime', 'maxrss', 'minflt', 'majflt', 'inblock', 'oublock', 'nvcsw', 'nivcsw']);

export function isOnlyRising(counter: string): boolean {
  return ONLY_RISING.has(counter);
}

/** Their objects come and go while rsyslogd runs (one per file, worker or peer), so a fall may just be a new object. */
const SHORT_LIVED = new Set(['imfile', 'imkubernetes', 'mmkubernetes', 'mmjsonparse', 'omotel', 'ratelimit']);

/**
 * @param find the object of this name and origin as it stands after the last batch
 * @returns whether the process is another one than in the last batch; undefined when the batch does not tell
 */
export function isRestart(
  records: readonly ObjectRecord[],
  find: (shape: Shape) => StatisticsObject | undefined,
): boolean | undefined {
  const own = records.filter(({ shape }) => shape.name === 'resource-usage' && shape.origin === 'impstats');
  const [first] = own;
  if (first === undefined) return undefined;
  const known = find(first.shape);
  if (known === undefined) return false;
  // Several processes in one stream: their values are known as one, so only as many as before can be compared with it.
  if (known.instances !== own.length) return undefined;
  return [...known.series].some(([key, { raw, merge }]) => {
    const values = own.flatMap(({ shape, values: all }) => all[shape.keys.indexOf(key)] ?? []);
    return ONLY_RISING.has(key) && values.length > 0 && values.reduce(merge === 'max' ? larger : add) < raw;
  });
}

/**
 * Whether a fall of this counter since the batch before proves that reports reset it. It does not when something else can
 * have made it fall: fewer objects of that name than before, a purge of the bucket, an underflow.
 * @param dynstats the object that tells of purges
 */
export function provesReset(series: Series, object: StatisticsObject, dynstats: StatisticsObject | undefined): boolean {
  if (!(series.raw < series.before) || series.raw < 0) return false;
  if (object.instances !== object.instancesBefore) return false;
  const { name, origin, sender } = object.shape;
  // A sender that was silent for long is forgotten, and starts from 0 when it comes back.
  if (sender !== undefined) return false;
  if (origin === 'dynstats.bucket') return !wasPurged(name, dynstats);
  return !SHORT_LIVED.has(origin);
}

/** Keys that were not used for long are dropped, and start from 0 when they come back. */
function wasPurged(bucket: string, dynstats: StatisticsObject | undefined): boolean {
  for (const dot of ['.', '!']) {
    const purged = dynstats?.series.get(`${bucket}${dot}metrics_purged`);
    if (purged) return purged.raw !== purged.before || (purged.resets?.isInterval === true && purged.raw !== 0);
  }
  return false;
}
