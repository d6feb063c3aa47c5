// The series of one source (one rsyslogd): applies its batches one by one, detects restarts and resets, and removes what is
// gone. A batch is judged as a whole, so the order of its objects makes no difference.
// Longer than other files: a restart, a reset and a removal are told apart by what the same batch says about each.
import type { Batch } from '../impstats/batch.ts';
import type { ObjectRecord, Value } from '../impstats/record.ts';
import type { MemoryHolding } from '../memory.ts';
import type { Label } from './naming/namer.ts';
import type { ResetGroup } from './reset-groups.ts';
import { mergedKeysOf } from './merged-keys.ts';
import { isReset, isRestart } from './restart-detection.ts';
import type { Series } from './series.ts';
import { SeriesTable, type SharedParts } from './series-table.ts';
import type { ObjectName, StatisticsObject } from './statistics-object.ts';
import { StatisticsObjects, type Slots } from './statistics-objects.ts';

/** How many intervals the observed interval is taken from. */
const INTERVALS = 3;

export class Source {
  /** what its series carry besides their own labels */
  readonly labels: readonly Label[];
  readonly #shared: SharedParts;
  readonly #table: SeriesTable;
  readonly #memory: MemoryHolding;
  readonly #objects: StatisticsObjects;
  readonly #intervals: number[] = [];
  #batch = { pass: 0, whole: 0 };
  #lastBatchAt = 0;
  #lastBatchMs: number | undefined;
  #lastBatchObjects = 0;
  #duplicateObjects = 0;

  constructor(labels: readonly Label[], shared: SharedParts) {
    this.labels = labels;
    this.#shared = shared;
    this.#memory = shared.memory.series.open();
    this.#table = new SeriesTable(labels, shared, this.#memory);
    this.#objects = new StatisticsObjects(this.#memory, shared.memory.lines);
  }

  /** When the last batch came, milliseconds since the epoch; 0 before the first one. */
  get lastBatchAt(): number {
    return this.#lastBatchAt;
  }

  /** The same by the monotonic clock, milliseconds; undefined before the first one. */
  get lastBatchMs(): number | undefined {
    return this.#lastBatchMs;
  }

  get lastBatchObjects(): number {
    return this.#lastBatchObjects;
  }

  /** Lines of the last batch that shared name and origin with another one. */
  get duplicateObjects(): number {
    return this.#duplicateObjects;
  }

  get series(): Iterable<Series> {
    return this.#table.series;
  }

  /** Of the process first, then of each dynstats bucket. */
  get resetGroups(): readonly ResetGroup[] {
    return this.#table.resetGroups;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Counters that share a series because their names differ only in characters that a series cannot have. */
  get mergedCounters(): number {
    let merged = 0;
    for (const { mergedCounters } of this.#objects) merged += mergedCounters;
    return merged;
  }

  /** By dynstats bucket, see mergedKeysOf. */
  *mergedKeys(): Generator<readonly [bucket: string, keys: number]> {
    const dynstats = this.#objects.find({ name: 'global', origin: 'dynstats' });
    for (const object of this.#objects) {
      if (object.name.origin === 'dynstats.bucket') yield [object.name.name, mergedKeysOf(object, dynstats)];
    }
  }

  /** The longest of the last gaps between batches, milliseconds; undefined until there was one. */
  get intervalMs(): number | undefined {
    return this.#intervals.length === 0 ? undefined : Math.max(...this.#intervals);
  }

  /**
   * @param replayed an earlier run of this program exported this batch: sums leave it out
   * @returns whether series came or went
   */
  apply(batch: Batch, replayed: boolean): boolean {
    const { size } = this;
    const isWhole = batch.result !== 'incomplete';
    const { pass, whole } = this.#batch;
    this.#batch = { pass: pass + 1, whole: isWhole ? whole + 1 : whole };
    const isRestarted = isRestart(batch.records, (name) => this.#objects.find(name));
    if (isRestarted) this.#startAnew();
    const merged = this.#mergeRecords(batch.records);
    this.#table.restoreResets();
    // A part of a batch may lack some of several objects of one name.
    if (isWhole && isRestarted === false) this.#detectResets(merged.objects);
    for (const series of this.#table.series) series.addInterval(this.#batch, replayed);
    const isEverything = merged.series === this.size && merged.objects.length === this.#objects.size;
    const hasExpired = isWhole && !isEverything && this.#expire(replayed);
    this.#measureInterval(batch, isWhole);
    this.#lastBatchObjects = batch.records.length;
    this.#duplicateObjects = merged.lines - merged.objects.length;
    return hasExpired || this.size !== size;
  }

  /** Gives back the room and the memory that it took; it must not be used afterwards. */
  release(): void {
    this.#table.clear();
    this.#objects.close();
    this.#memory.close();
  }

  #startAnew(): void {
    for (const series of this.#table.series) series.startAnew();
    for (const group of this.#table.resetGroups) group.forgetDetection();
  }

  /**
   * Writes the values of all lines. Lines with new counters come last, since all of these are admitted together.
   * @returns the objects that the batch has, and how many lines and series of them
   */
  #mergeRecords(records: readonly ObjectRecord[]): { objects: StatisticsObject[]; lines: number; series: number } {
    const { admission } = this.#shared;
    const objects: StatisticsObject[] = [];
    const newLines: { object: StatisticsObject; record: ObjectRecord }[] = [];
    let lines = 0;
    let series = 0;
    for (const record of records) {
      const { shape, values } = record;
      if (shape.sender !== undefined && admission.limits.senders === 0) continue;
      const line = this.#objects.findLine(shape, admission.epoch);
      const object = line?.object ?? this.#objectOf(shape, values.length);
      if (object === undefined) continue;
      lines++;
      if (object.countLine(this.#batch)) objects.push(object);
      if (line) series += this.#writeValues(object, line.slots, record);
      else if (shape.keys.every((key) => object.series.has(key))) {
        series += this.#writeValues(object, this.#objects.assignSlots(shape, object, admission.epoch), record);
      } else newLines.push({ object, record });
    }
    if (newLines.length > 0) this.#table.admit(newLines.map(({ object, record: { shape } }) => ({ object, shape })));
    for (const { object, record } of newLines) {
      series += this.#writeValues(object, this.#objects.assignSlots(record.shape, object, admission.epoch), record);
    }
    return { objects, lines, series };
  }

  /** @returns undefined when a limit drops the object; then its counters are counted */
  #objectOf(name: ObjectName, counters: number): StatisticsObject | undefined {
    const { admission } = this.#shared;
    const length = Math.max(name.name.length, name.origin.length, name.sender?.length ?? 0);
    const isTooLong = length > admission.limits.nameLength;
    const object = isTooLong ? undefined : this.#objects.of(name);
    if (object === undefined) admission.countDrop(isTooLong ? 'name_length' : 'memory', counters);
    return object;
  }

  /** @returns how many of the series had no value in this batch yet */
  #writeValues(object: StatisticsObject, slots: Slots, { shape, values }: ObjectRecord): number {
    let series = 0;
    let dropped = 0;
    for (let i = 0; i < values.length; i++) {
      const slot = slots[i];
      if (slot === undefined) {
        const limit = this.#table.exceededLimit(object, shape.keys[i] ?? '') ?? 'memory';
        this.#shared.admission.countDrop(limit);
        dropped++;
      } else if (slot.observe(values[i] as Value, this.#batch)) series++;
    }
    object.counters += values.length;
    object.foldedCounters += values.length - series - dropped;
    return series;
  }

  /** Looks for counters that fell although the process is the same one: reports reset them. */
  #detectResets(objects: readonly StatisticsObject[]): void {
    const dynstats = this.#objects.find({ name: 'global', origin: 'dynstats' });
    for (const object of objects) {
      for (const series of object.series.values()) {
        if (series.resets?.isUndecided !== true || !series.hasFallen(this.#batch)) continue;
        if (isReset(object, dynstats)) series.resets.markDetected();
      }
    }
  }

  /** Removes what was missing from two consecutive whole batches; @returns whether series went */
  #expire(replayed: boolean): boolean {
    const last = this.#batch.whole - 1;
    const hasExpired = this.#table.removeOlder(last, replayed) > 0;
    for (const object of this.#objects.removeOlder(last, hasExpired)) this.#table.releaseObject(object);
    return hasExpired;
  }

  #measureInterval({ at, monotonicMs }: Batch, isWhole: boolean): void {
    const before = this.#lastBatchMs;
    if (before !== undefined && monotonicMs < before) return;
    if (isWhole && before !== undefined && monotonicMs > before) {
      this.#intervals.push(monotonicMs - before);
      if (this.#intervals.length > INTERVALS) this.#intervals.shift();
    }
    this.#lastBatchMs = monotonicMs;
    this.#lastBatchAt = at;
  }
}
