// What a batch shows about rsyslogd: whether it restarted, and whether its reports reset counters.
import { addExact, larger } from '../impstats/number.ts';
import type { ObjectRecord } from '../impstats/record.ts';
import type { Series } from './series.ts';
import type { ObjectName, StatisticsObject } from './statistics-object.ts';

/** From getrusage(): never reset, and never falling within a process. */
const ONLY_RISING = new Set(['utime', 'stime', 'maxrss', 'minflt', 'majflt', 'inblock', 'oublock', 'nvcsw', 'nivcsw']);

export function isOnlyRising(counter: string): boolean {
  return ONLY_RISING.has(counter);
}

/** Objects of these come and go while rsyslogd runs (one per file, worker or peer), so a fall may be that of a new object. */
const SHORT_LIVED = new Set(['imfile', 'imkubernetes', 'mmkubernetes', 'mmjsonparse', 'omotel', 'ratelimit']);

/**
 * @param find the object of this name and origin as it was after the last batch
 * @returns whether the process is another one than in the last batch; undefined when the batch does not show it
 */
export function isRestart(
  records: readonly ObjectRecord[],
  find: (name: ObjectName) => StatisticsObject | undefined,
): boolean | undefined {
  const usages = records.filter(({ shape }) => shape.name === 'resource-usage' && shape.origin === 'impstats');
  const [first] = usages;
  if (first === undefined) return undefined;
  const known = find(first.shape);
  if (known === undefined) return false;
  // Values of several processes in one stream are known as one sum: only as many of them can be compared with it.
  if (known.instances !== usages.length) return undefined;
  return [...known.series].some(([key, { raw, merge }]) => {
    const values = usages.flatMap(({ shape, values: all }) => all[shape.keys.indexOf(key)] ?? []);
    return ONLY_RISING.has(key) && values.length > 0 && values.reduce(merge === 'max' ? larger : addExact) < raw;
  });
}

/**
 * Whether the fall of a counter shows that reports reset it: not when something else can have made it fall, such as fewer
 * objects of that name than before, or a purge of the bucket.
 * @param dynstats the object with the count of purges
 */
export function isReset(object: StatisticsObject, dynstats: StatisticsObject | undefined): boolean {
  if (object.instances !== object.instancesBefore) return false;
  const { name, origin, sender } = object.name;
  // A sender that was silent for long is dropped by rsyslog, and starts from 0 when it returns.
  if (sender !== undefined) return false;
  if (origin === 'dynstats.bucket') return !wasPurged(name, dynstats);
  return !SHORT_LIVED.has(origin);
}

/** Keys that were not used for long are dropped by rsyslog, and start from 0 when they return. */
function wasPurged(bucket: string, dynstats: StatisticsObject | undefined): boolean {
  for (const dot of ['.', '!']) {
    const purged: Series | undefined = dynstats?.series.get(`${bucket}${dot}metrics_purged`);
    if (purged) return purged.hasChanged || (purged.resets?.isInterval === true && purged.raw !== 0);
  }
  return false;
}
