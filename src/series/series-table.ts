// Maps the counters of one source to series: names new counters, merges those with equal names, and enforces the limits. It
// looks at no values.
import type { Shape } from '../impstats/record.ts';
import type { Admission, SeriesDropReason } from './admission.ts';
import type { Families } from './family.ts';
import { renderLabels, type Label, type Namer, type Naming } from './naming/namer.ts';
import { ResetGroups, type ResetGroup, type ResetModes } from './reset-groups.ts';
import { ProcessComparison, type EarlierRun } from './restored.ts';
import { Series } from './series.ts';
import { objectKey, type StatisticsObject } from './statistics-object.ts';

/** What all sources of a store share. */
export interface SharedParts {
  readonly namer: Namer;
  readonly families: Families;
  readonly admission: Admission;
  readonly earlierRun: EarlierRun;
  readonly resetModes: ResetModes;
}

/** A line some of whose counters have no series yet. */
export interface NewLine {
  readonly object: StatisticsObject;
  readonly shape: Shape;
}

interface NewCounter {
  readonly object: StatisticsObject;
  readonly key: string;
  readonly naming: Naming;
  readonly labels: string;
  /** name with labels */
  readonly id: string;
}

export class SeriesTable {
  readonly #labels: readonly Label[];
  readonly #shared: SharedParts;
  readonly #resetGroups: ResetGroups;
  readonly #process = new ProcessComparison();
  readonly #series = new Map<string, Series>();
  /** counters that share a series with another one */
  readonly #merged = new Set<string>();
  #senders = 0;
  /** names of counters hold `!` for `.` */
  #hasBangs = false;

  constructor(labels: readonly Label[], shared: SharedParts) {
    this.#labels = labels;
    this.#shared = shared;
    this.#resetGroups = new ResetGroups(shared.resetModes);
  }

  get series(): Iterable<Series> {
    return this.#series.values();
  }

  get size(): number {
    return this.#series.size;
  }

  get mergedCounters(): number {
    return this.#merged.size;
  }

  get resetGroups(): readonly ResetGroup[] {
    return this.#resetGroups.all;
  }

  /** Which of the new counters are admitted when not all can be is decided by their names, not by the order of the lines. */
  admit(lines: readonly NewLine[]): void {
    this.#hasBangs ||= lines.some(({ shape }) => hasBang(shape));
    const counters = new Map<string, NewCounter>();
    for (const { object, shape } of lines) {
      for (const key of shape.keys) {
        if (object.series.has(key)) continue;
        const naming = this.#shared.namer.name(shape, key, this.#hasBangs);
        const labels = renderLabels([...naming.labels, ...this.#labels]);
        const id = naming.name + labels;
        counters.set(`${id}\0${key}\0${objectKey(shape)}`, { object, key, naming, labels, id });
      }
    }
    const sorted = [...counters].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, counter] of sorted) this.#admitCounter(counter);
  }

  /** Takes over which counters reports reset, as soon as a batch has shown that the process is that of the earlier run. */
  restoreResets(): void {
    if (!this.#process.isSameProcess()) return;
    for (const group of this.resetGroups) {
      if (group.isUndecided && this.#shared.earlierRun.wasInterval(group)) group.markDetected();
    }
  }

  /** The limit that drops a new counter of this object; undefined when there is room. */
  exceededLimit({ shape, series, isCountedSender }: StatisticsObject): SeriesDropReason | undefined {
    const { limits, isFull } = this.#shared.admission;
    if (shape.sender !== undefined && !isCountedSender && this.#senders >= limits.senders) return 'senders';
    if (shape.origin === 'dynstats.bucket' && series.size >= limits.dynstatsKeys) return 'dynstats_keys';
    return isFull ? 'max_series' : undefined;
  }

  /** Removes the series that were last seen before the whole batch of this number; @returns how many */
  removeOlder(whole: number): number {
    let removed = 0;
    for (const [id, series] of this.#series) {
      if (series.seen >= whole) continue;
      this.#series.delete(id);
      removed++;
    }
    if (removed === 0) return 0;
    this.#shared.admission.release(removed);
    for (const merged of this.#merged) {
      if (!this.#series.has(merged.slice(0, merged.indexOf('\0')))) this.#merged.delete(merged);
    }
    return removed;
  }

  /** The object is gone: another sender can take its place. */
  releaseSender(object: StatisticsObject): void {
    if (object.isCountedSender) this.#senders--;
  }

  #admitCounter({ object, key, naming, labels, id }: NewCounter): void {
    const known = this.#series.get(id);
    if (known) {
      object.series.set(key, known);
      this.#merged.add(`${id}\0${key}`);
      return;
    }
    if (this.exceededLimit(object) !== undefined) return;
    const { admission, families, earlierRun } = this.#shared;
    admission.admit();
    if (object.shape.sender !== undefined && !object.isCountedSender) {
      object.isCountedSender = true;
      this.#senders++;
    }
    const resets = naming.reset === 'never' ? undefined : this.#resetGroups.of(object.shape);
    const restored = earlierRun.takeValue(id, naming.scale);
    const base = (resets && restored) ?? 0;
    const series = new Series(families.get(naming), labels, { merge: naming.merge, resets, base });
    this.#series.set(id, series);
    object.series.set(key, series);
    if (restored !== undefined) this.#process.add(key, series, restored);
  }
}

function hasBang({ origin, keys }: Shape): boolean {
  return origin !== 'dynstats.bucket' && keys.some((key) => key.includes('!'));
}
