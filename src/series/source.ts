// The series of one source (one rsyslogd): applies its batches one by one, detects restarts and resets, and removes what is
// gone. A batch is judged as a whole, so the order of its objects makes no difference.
import type { Batch } from '../impstats/batch.ts';
import type { ObjectRecord, Value } from '../impstats/record.ts';
import type { Label } from './naming/namer.ts';
import type { ResetGroup } from './reset-groups.ts';
import { isReset, isRestart } from './restart-detection.ts';
import type { Series } from './series.ts';
import { SeriesTable, type SharedParts } from './series-table.ts';
import { StatisticsObjects, type Slots, type StatisticsObject } from './statistics-object.ts';

/** How many intervals the observed interval is taken from. */
const INTERVALS = 3;

export class Source {
  /** what its series carry besides their own labels */
  readonly labels: readonly Label[];
  readonly #shared: SharedParts;
  readonly #table: SeriesTable;
  readonly #objects = new StatisticsObjects();
  readonly #intervals: number[] = [];
  #batch = { pass: 0, whole: 0 };
  #lastBatchAt = 0;
  #lastBatchObjects = 0;
  #duplicateObjects = 0;

  constructor(labels: readonly Label[], shared: SharedParts) {
    this.labels = labels;
    this.#shared = shared;
    this.#table = new SeriesTable(labels, shared);
  }

  /** When the last batch came, milliseconds since the epoch; 0 before the first one. */
  get lastBatchAt(): number {
    return this.#lastBatchAt;
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
    return this.#table.mergedCounters;
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
    const hasExpired = isWhole && !isEverything && this.#expire();
    this.#measureInterval(batch.at, isWhole);
    this.#lastBatchObjects = batch.records.length;
    this.#duplicateObjects = merged.lines - merged.objects.length;
    return hasExpired || this.size !== size;
  }

  /** Gives back the room that its series took; it must not be used afterwards. */
  release(): void {
    this.#shared.admission.release(this.size);
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
      const object = this.#objects.of(shape);
      lines++;
      if (object.countLine(this.#batch)) objects.push(object);
      const slots = object.slotsOf(shape, admission.epoch);
      if (slots) series += this.#writeValues(object, slots, values);
      else newLines.push({ object, record });
    }
    if (newLines.length > 0) this.#table.admit(newLines.map(({ object, record: { shape } }) => ({ object, shape })));
    for (const { object, record } of newLines) {
      series += this.#writeValues(object, object.assignSlots(record.shape, admission.epoch), record.values);
    }
    return { objects, lines, series };
  }

  /** @returns how many of the series had no value in this batch yet */
  #writeValues(object: StatisticsObject, slots: Slots, values: readonly Value[]): number {
    let series = 0;
    for (let i = 0; i < values.length; i++) {
      const slot = slots[i];
      if (slot === undefined) this.#shared.admission.countDrop(this.#table.exceededLimit(object) ?? 'max_series');
      else if (slot.observe(values[i] as Value, this.#batch)) series++;
    }
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
  #expire(): boolean {
    const last = this.#batch.whole - 1;
    const hasExpired = this.#table.removeOlder(last) > 0;
    for (const object of this.#objects) {
      if (hasExpired) object.removeOlder(last);
      if (object.seen >= last) continue;
      this.#objects.delete(object);
      this.#table.releaseSender(object);
    }
    return hasExpired;
  }

  #measureInterval(at: number, isWhole: boolean): void {
    if (isWhole && this.#lastBatchAt > 0 && at > this.#lastBatchAt) {
      this.#intervals.push(at - this.#lastBatchAt);
      if (this.#intervals.length > INTERVALS) this.#intervals.shift();
    }
    this.#lastBatchAt = Math.max(this.#lastBatchAt, at);
  }
}
