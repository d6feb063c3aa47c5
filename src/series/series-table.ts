// Maps the counters of one source to series: names new counters, merges those with equal names, and enforces the limits. It
// looks at no values.
import type { Shape } from '../impstats/record.ts';
import type { MemoryBudget, MemoryHolding } from '../memory.ts';
import type { Admission, SeriesDropReason } from './admission.ts';
import type { Families } from './family.ts';
import { renderLabels, type Label, type Namer } from './naming/namer.ts';
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
  readonly memory: MemoryBudget;
}

/** A line some of whose counters have no series yet. */
export interface NewLine {
  readonly object: StatisticsObject;
  readonly shape: Shape;
}

/** Of a series without its name and labels. */
const SERIES_BYTES = 500;

export class SeriesTable {
  readonly #labels: readonly Label[];
  readonly #shared: SharedParts;
  readonly #resetGroups: ResetGroups;
  readonly #memory: MemoryHolding;
  readonly #process = new ProcessComparison();
  readonly #series = new Map<string, Series>();
  #senders = 0;
  /** names of counters hold `!` for `.` */
  #hasBangs = false;

  /** @param memory of the source */
  constructor(labels: readonly Label[], shared: SharedParts, memory: MemoryHolding) {
    this.#labels = labels;
    this.#shared = shared;
    this.#memory = memory;
    this.#resetGroups = new ResetGroups(shared.resetModes);
  }

  get series(): Iterable<Series> {
    return this.#series.values();
  }

  get size(): number {
    return this.#series.size;
  }

  get resetGroups(): readonly ResetGroup[] {
    return this.#resetGroups.all;
  }

  /** Which of the new counters are admitted when not all can be is decided by their names, not by the order of the lines. */
  admit(lines: readonly NewLine[]): void {
    this.#hasBangs ||= lines.some(({ shape }) => hasBang(shape));
    const keysOf = new Map<StatisticsObject, Set<string>>();
    for (const { object } of lines) object.limitMerged();
    for (const { object, shape } of lines) {
      const keys = keysOf.get(object) ?? new Set();
      keysOf.set(object, keys);
      for (const key of shape.keys) if (!object.series.has(key)) keys.add(key);
    }
    const objects = [...keysOf.keys()].map((object) => [objectKey(object.name), object] as const);
    for (const [, object] of objects.sort(([a], [b]) => (a < b ? -1 : 1))) {
      // Names with labels are made one by one: together they may take far more memory than the lines.
      for (const key of [...(keysOf.get(object) ?? [])].sort()) this.#admitCounter(object, key);
    }
  }

  /** Restores which counters reports reset, as soon as a batch shows that rsyslogd has not restarted since the earlier run. */
  restoreResets(): void {
    if (!this.#process.isSameProcess()) return;
    for (const group of this.resetGroups) {
      if (group.isUndecided && this.#shared.earlierRun.wasInterval(group)) group.markDetected();
    }
  }

  /** The limit that drops a new counter of this object; undefined when there is room, as far as memory suffices. */
  exceededLimit({ name, series, isCountedSender }: StatisticsObject, key: string): SeriesDropReason | undefined {
    const { limits, isFull } = this.#shared.admission;
    if (key.length > limits.nameLength) return 'name_length';
    if (name.sender !== undefined && !isCountedSender && this.#senders >= limits.senders) return 'senders';
    if (name.origin === 'dynstats.bucket' && series.size >= limits.dynstatsKeys) return 'dynstats_keys';
    return isFull ? 'max_series' : undefined;
  }

  /**
   * Removes the series that were last seen before the whole batch of this number.
   * @param replayed an earlier run of this program exported that batch
   * @returns how many
   */
  removeOlder(whole: number, replayed: boolean): number {
    let removed = 0;
    for (const [id, series] of this.#series) {
      if (series.seen >= whole) continue;
      this.#series.delete(id);
      this.#shared.families.release(series.family);
      this.#memory.give(bytesOf(id));
      if (replayed) this.#shared.earlierRun.giveBack(id);
      removed++;
    }
    if (removed > 0) this.#shared.admission.release(removed);
    return removed;
  }

  /** Removes all series; what they took from the memory is given back with the source's holding. */
  clear(): void {
    for (const { family } of this.#series.values()) this.#shared.families.release(family);
    this.#shared.admission.release(this.size);
    this.#series.clear();
  }

  /** The object is gone: another sender can take its place, and its bucket counts as new when it returns. */
  releaseObject({ isCountedSender, name: { name, origin } }: StatisticsObject): void {
    if (isCountedSender) this.#senders--;
    if (origin === 'dynstats.bucket') this.#resetGroups.removeBucket(name);
  }

  #admitCounter(object: StatisticsObject, key: string): void {
    const limit = this.exceededLimit(object, key);
    if (limit === 'name_length') return;
    const { admission, families, earlierRun, namer } = this.#shared;
    const naming = namer.name(object.name, key, this.#hasBangs);
    const labels = renderLabels([...naming.labels, ...this.#labels]);
    const id = naming.name + labels;
    const known = this.#series.get(id);
    if (known) object.merge(key, known);
    if (known || limit !== undefined || !this.#memory.take(bytesOf(id))) return;
    admission.admit();
    if (object.name.sender !== undefined && !object.isCountedSender) {
      object.isCountedSender = true;
      this.#senders++;
    }
    const resets = naming.reset === 'never' ? undefined : this.#resetGroups.of(object.name);
    const restored = earlierRun.takeValue(id, naming.scale);
    const base = (resets && restored) ?? 0;
    const series = new Series(families.take(naming), labels, { merge: naming.merge, resets, base });
    this.#series.set(id, series);
    object.series.set(key, series);
    if (restored !== undefined) this.#process.add(key, series, restored);
  }
}

/** @param id name with labels, of which a series keeps two copies, and the counter's name, which is a part of it as a rule */
function bytesOf(id: string): number {
  return SERIES_BYTES + 3 * id.length;
}

function hasBang({ origin, keys }: Shape): boolean {
  return origin !== 'dynstats.bucket' && keys.some((key) => key.includes('!'));
}
