// What is known from before our own start. Sums go on from it; whether reports still reset the counters is taken over only
// if rsyslogd is the same process as then.
import type { Value } from '../impstats/record.ts';
import { isOnlyRising } from './restart-detection.ts';
import type { Series } from './family.ts';
import type { ResetGroup } from './resets.ts';

export interface Restored {
  /** values as exported, by series with labels: the counters that were sums, and the CPU times of their process */
  readonly values: ReadonlyMap<string, string>;
  /** dynstats buckets that reports reset, and the empty text if they reset the counters of the process */
  readonly intervals: ReadonlySet<string>;
  /** when the last batch in these sums came, milliseconds since the epoch; 0 when that is not known */
  readonly lastBatchAt: number;
}

export const NOTHING_RESTORED: Restored = { values: new Map(), intervals: new Set(), lastBatchAt: 0 };

/** Compares the first batch after our start with what an earlier run saw of the process. */
export class ProcessMemory {
  readonly #before = new Map<Series, Value>();

  /** @param value what was known of this series, in rsyslog's unit */
  note(key: string, series: Series, value: Value): void {
    if (isOnlyRising(key)) this.#before.set(series, value);
  }

  /** Once, after the first batch that tells of the process: takes over what was proven of the same process. */
  settle(groups: () => Iterable<ResetGroup>, wasInterval: (bucket: string) => boolean): void {
    if (this.#before.size === 0) return;
    const same = [...this.#before].every(([{ raw }, before]) => raw >= before);
    this.#before.clear();
    if (!same) return;
    for (const group of groups()) if (group.wantsProof && wasInterval(group.bucket)) group.prove();
  }
}
