// What a batch says about the process behind it: whether rsyslogd started anew, and whether its reports reset counters.
import type { ObjectRecord, Shape, Value } from '../impstats/record.ts';
import type { Series } from './family.ts';
import type { StatisticsObject } from './statistics-object.ts';

/** From getrusage(), never reset, only rising while a process lives. */
const ONLY_RISING = new Set(['utime', 'stime', 'maxrss', 'minflt', 'majflt', 'inblock', 'oublock', 'nvcsw', 'nivcsw']);

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
  for (const { shape, values } of records) {
    if (shape.name !== 'resource-usage' || shape.origin !== 'impstats') continue;
    const known = find(shape);
    return shape.keys.some((key, i) => {
      const series = ONLY_RISING.has(key) ? known?.series.get(key) : undefined;
      return series !== undefined && (values[i] as Value) < series.raw;
    });
  }
  return undefined;
}

/**
 * Whether a fall of this counter since the batch before proves that reports reset it. It does not when something else can
 * have made it fall: fewer objects of that name than before, a purge of the bucket, an underflow.
 * @param dynstats the object that tells of purges
 */
export function provesReset(series: Series, object: StatisticsObject, dynstats: StatisticsObject | undefined): boolean {
  if (!(series.raw < series.before) || series.raw < 0) return false;
  if (object.instances !== object.instancesBefore) return false;
  const { name, origin } = object.shape;
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
