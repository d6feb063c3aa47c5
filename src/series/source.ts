// The series of one source (one rsyslogd): takes its batches one after the other, sees restarts and resets, and lets go of
// what has gone. A batch is judged as a whole, so the order of its objects does not matter.
import type { Batch } from '../impstats/batch.ts';
import { add, larger } from '../impstats/number.ts';
import type { ObjectRecord, Shape, Value } from '../impstats/record.ts';
import type { SourceContext } from './context.ts';
import { isRestart, provesReset } from './restart-detection.ts';
import type { Series } from './family.ts';
import type { Label } from './naming/namer.ts';
import { carryOver, type ResetGroup } from './resets.ts';
import { SeriesTable } from './series-table.ts';
import { StatisticsObject } from './statistics-object.ts';

/** How many intervals the observed interval is taken from. */
const INTERVALS = 3;

export class Source {
  /** what its series carry besides their own labels */
  readonly labels: readonly Label[];
  /** when the last batch came, milliseconds since the epoch; 0 before the first one */
  lastBatchAt = 0;
  lastBatchObjects = 0;
  /** lines of the last batch that shared name and origin with another one */
  duplicateObjects = 0;
  readonly #intervals: number[] = [];
  readonly #context: SourceContext;
  readonly #objects = new Map<string, StatisticsObject>();
  readonly #table: SeriesTable;
  /** the objects of the last batch, line by line: the next one has the same, as a rule */
  #order: StatisticsObject[] = [];
  /** counts the batches that claim to be whole; series are as old as it is ahead of them */
  #number = 0;
  /** counts all batches */
  #pass = 0;
  /** series that the current batch has a value for */
  #fresh = 0;

  constructor(labels: readonly Label[], context: SourceContext) {
    this.labels = labels;
    this.#context = context;
    this.#table = new SeriesTable(labels, context);
  }

  get series(): Iterable<Series> {
    return this.#table.series;
  }

  /** What is known of resets: of the process first, then of each dynstats bucket. */
  get resetGroups(): readonly ResetGroup[] {
    return this.#table.resetGroups;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Counters that fell into the series of another one, because they differ only in characters that a name cannot have. */
  get mergedCounters(): number {
    return this.#table.mergedCounters;
  }

  /** The longest of the last gaps between batches, milliseconds; undefined until there was one. */
  get intervalMs(): number | undefined {
    return this.#intervals.length === 0 ? undefined : Math.max(...this.#intervals);
  }

  /**
   * @param replayed what was exported before our own restart has this batch in it: sums leave it out
   * @returns whether series came or went
   */
  apply(batch: Batch, replayed: boolean): boolean {
    const { size } = this;
    const whole = batch.result !== 'incomplete';
    this.#pass++;
    this.#fresh = 0;
    if (whole) this.#number++;
    const restarted = isRestart(batch.records, (shape) => this.#objects.get(StatisticsObject.key(shape)));
    if (restarted) this.#restart();
    const touched = this.#take(batch.records);
    this.#table.recallProcess();
    // A part of a batch may lack some of several objects of one name.
    if (whole && restarted === false) this.#judge(touched);
    this.#sumUp(replayed);
    const gone = whole && this.#expire(touched.length);
    this.#observe(batch, whole, touched.length);
    return gone || this.size !== size;
  }

  /** The series leave with their source. */
  release(): void {
    this.#context.release(this.size);
  }

  #restart(): void {
    for (const series of this.#table.series) carryOver(series);
    for (const group of this.#table.resetGroups) group.restart();
  }

  /** Puts the values of all lines in their places; those without a place get one, or none, when all are known. */
  #take(records: readonly ObjectRecord[]): StatisticsObject[] {
    const order: StatisticsObject[] = [];
    const touched: StatisticsObject[] = [];
    const late: ObjectRecord[] = [];
    for (const record of records) {
      const { shape } = record;
      if (shape.sender !== undefined && this.#context.limits.senders === 0) continue;
      const expected = this.#order[order.length];
      const object = expected?.slotsFor === shape ? expected : this.#object(shape);
      order.push(object);
      if (object.touch(this.#pass, this.#number)) touched.push(object);
      if (this.#hasPlaces(object, shape)) this.#put(object, record.values);
      else late.push(record);
    }
    this.#order = order;
    if (late.length > 0) this.#settle(late);
    return touched;
  }

  #object(shape: Shape): StatisticsObject {
    const key = StatisticsObject.key(shape);
    const known = this.#objects.get(key);
    if (known) return known;
    const object = new StatisticsObject(shape);
    this.#objects.set(key, object);
    return object;
  }

  #hasPlaces(object: StatisticsObject, shape: Shape): boolean {
    if (object.slotsFor === shape && (object.slotsEpoch === 0 || object.slotsEpoch === this.#context.epoch))
      return true;
    if (!shape.keys.every((key) => object.series.has(key))) return false;
    this.#slot(object, shape);
    return true;
  }

  #slot(object: StatisticsObject, shape: Shape): void {
    object.slots = shape.keys.map((key) => object.series.get(key));
    object.slotsFor = shape;
    object.slotsEpoch = object.slots.includes(undefined) ? this.#context.epoch : 0;
  }

  #settle(records: readonly ObjectRecord[]): void {
    this.#table.admit(records.map(({ shape }) => ({ object: this.#object(shape), shape })));
    for (const { shape, values } of records) {
      const object = this.#object(shape);
      this.#slot(object, shape);
      this.#put(object, values);
    }
  }

  #put(object: StatisticsObject, values: readonly Value[]): void {
    const { slots } = object;
    const pass = this.#pass;
    for (let i = 0; i < values.length; i++) {
      const series = slots[i];
      const value = values[i] as Value;
      if (series === undefined) {
        this.#context.drop(this.#table.dropReason(object), 1);
      } else if (series.pass !== pass) {
        this.#fresh++;
        series.pass = pass;
        series.before = series.raw;
        series.seenBefore = series.seen;
        series.seen = this.#number;
        series.raw = value;
      } else {
        series.raw = series.merge === 'max' ? larger(series.raw, value) : add(series.raw, value);
      }
    }
  }

  /** Looks for counters that fell though the process is the same one: their reports reset them. */
  #judge(touched: readonly StatisticsObject[]): void {
    const dynstats = this.#objects.get(
      StatisticsObject.key({ name: 'global', origin: 'dynstats', nested: true, keys: [] }),
    );
    for (const object of touched) {
      for (const series of object.series.values()) {
        if (series.resets?.wantsProof !== true || series.pass !== this.#pass) continue;
        if (series.seenBefore < this.#number - 1 || series.seenBefore < 0) continue;
        if (provesReset(series, object, dynstats)) series.resets.prove();
      }
    }
  }

  #sumUp(replayed: boolean): void {
    for (const series of this.#table.series) {
      if (series.resets === undefined || series.pass !== this.#pass) continue;
      if (replayed && series.base !== 0) series.raw = 0;
      else series.sum = add(series.sum, series.raw);
    }
  }

  /** @returns whether anything went that was missing from two consecutive whole batches */
  #expire(touched: number): boolean {
    if (this.#fresh === this.size && touched === this.#objects.size) return false;
    const last = this.#number - 1;
    const gone = this.#table.removeOlder(last);
    for (const [key, object] of this.#objects) {
      if (gone > 0) object.remove((series) => series.seen < last);
      if (object.seen >= last) continue;
      this.#objects.delete(key);
      this.#table.leave(object);
    }
    return gone > 0;
  }

  #observe(batch: Batch, whole: boolean, objects: number): void {
    if (whole && this.lastBatchAt > 0 && batch.at > this.lastBatchAt) {
      this.#intervals.push(batch.at - this.lastBatchAt);
      if (this.#intervals.length > INTERVALS) this.#intervals.shift();
    }
    this.lastBatchAt = Math.max(this.lastBatchAt, batch.at);
    this.lastBatchObjects = batch.records.length;
    this.duplicateObjects = this.#order.length - objects;
  }
}
