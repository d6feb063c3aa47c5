// The series of one source (one rsyslogd): takes its batches one after the other, sees restarts and resets, and lets go of
// what has gone. A batch is judged as a whole, so the order of its objects does not matter.
import type { Batch } from '../impstats/batch.ts';
import { add, larger } from '../impstats/number.ts';
import type { ObjectRecord, Shape, Value } from '../impstats/record.ts';
import type { SourceContext } from './context.ts';
import { isRestart, provesReset } from './evidence.ts';
import type { Series } from './family.ts';
import { renderLabels, type Label, type Naming } from './naming.ts';
import { carryOver, ResetGroup } from './resets.ts';
import { ProcessMemory } from './restored.ts';
import { StatisticsObject } from './statistics-object.ts';

/** A counter that has no series yet. */
interface Newcomer {
  readonly object: StatisticsObject;
  readonly key: string;
  readonly naming: Naming;
  readonly labels: string;
  readonly id: string;
}

/** How many intervals the observed interval is taken from. */
const INTERVALS = 3;

export class Source {
  /** what its series carry besides their own labels */
  readonly labels: readonly Label[];
  readonly process: ResetGroup;
  readonly buckets = new Map<string, ResetGroup>();
  /** when the last batch came, milliseconds since the epoch; 0 before the first one */
  lastBatchAt = 0;
  lastBatchObjects = 0;
  /** lines of the last batch that shared name and origin with another one */
  duplicateObjects = 0;
  readonly #intervals: number[] = [];
  readonly #memory = new ProcessMemory();
  readonly #context: SourceContext;
  readonly #objects = new Map<string, StatisticsObject>();
  readonly #series = new Map<string, Series>();
  /** counters that share a series with another one of their object */
  readonly #merged = new Set<string>();
  /** the objects of the last batch, line by line: the next one has the same, as a rule */
  #order: StatisticsObject[] = [];
  /** counts the batches that claim to be whole; series are as old as it is ahead of them */
  #number = 0;
  /** counts all batches */
  #pass = 0;
  /** series that the current batch has a value for */
  #fresh = 0;
  #senders = 0;
  /** names of counters hold `!` for `.` */
  #bang = false;

  constructor(labels: readonly Label[], context: SourceContext) {
    this.labels = labels;
    this.#context = context;
    this.process = new ResetGroup('', context.resetMode(''));
  }

  get series(): Iterable<Series> {
    return this.#series.values();
  }

  get size(): number {
    return this.#series.size;
  }

  /** Counters that fell into the series of another one, because they differ only in characters that a name cannot have. */
  get mergedCounters(): number {
    return this.#merged.size;
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
    this.#memory.settle([this.process, ...this.buckets.values()], (bucket) => this.#context.wasInterval(bucket));
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
    for (const series of this.#series.values()) carryOver(series);
    this.process.restart();
    for (const group of this.buckets.values()) group.restart();
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

  /** Which newcomers get in when not all can is decided by their names, not by the order in which they came. */
  #settle(records: readonly ObjectRecord[]): void {
    this.#bang ||= records.some(({ shape }) => hasBang(shape));
    const newcomers = new Map<string, Newcomer>();
    for (const { shape } of records) {
      const object = this.#object(shape);
      for (const key of shape.keys) {
        if (object.series.has(key)) continue;
        const naming = this.#context.namer.name(shape, key, this.#bang);
        const labels = renderLabels([...naming.labels, ...this.labels]);
        const id = naming.name + labels;
        newcomers.set(`${id}\0${key}\0${StatisticsObject.key(shape)}`, { object, key, naming, labels, id });
      }
    }
    const sorted = [...newcomers].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, newcomer] of sorted) this.#admit(newcomer);
    for (const { shape, values } of records) {
      const object = this.#object(shape);
      this.#slot(object, shape);
      this.#put(object, values);
    }
  }

  #admit({ object, key, naming, labels, id }: Newcomer): void {
    const known = this.#series.get(id);
    if (known) {
      object.series.set(key, known);
      this.#merged.add(`${id}\0${key}`);
      return;
    }
    const { limits } = this.#context;
    if (object.shape.origin === 'dynstats.bucket' && object.series.size >= limits.dynstatsKeys) return;
    const isNewSender = object.shape.sender !== undefined && !object.isCountedSender;
    if (isNewSender && this.#senders >= limits.senders) return;
    if (!this.#context.admit()) return;
    if (isNewSender) this.#senders++;
    object.isCountedSender ||= isNewSender;
    const resets = naming.reset === 'never' ? undefined : this.#resetGroup(object.shape);
    const restored = this.#context.restored(id, naming.scale);
    const base = (resets && restored) ?? 0;
    const family = this.#context.family(naming);
    const places = { raw: 0, before: 0, seen: -1, seenBefore: -1, pass: -1, sum: 0 };
    const series: Series = { family, labels, merge: naming.merge, resets, ...places, base };
    this.#series.set(id, series);
    object.series.set(key, series);
    if (restored !== undefined) this.#memory.note(key, series, restored);
  }

  #resetGroup({ name, origin }: Shape): ResetGroup {
    if (origin !== 'dynstats.bucket') return this.process;
    const known = this.buckets.get(name);
    if (known) return known;
    const group = new ResetGroup(name, this.#context.resetMode(name));
    this.buckets.set(name, group);
    return group;
  }

  #put(object: StatisticsObject, values: readonly Value[]): void {
    const { slots } = object;
    const pass = this.#pass;
    for (let i = 0; i < values.length; i++) {
      const series = slots[i];
      const value = values[i] as Value;
      if (series === undefined) {
        this.#context.drop(this.#dropReason(object), 1);
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

  #dropReason({ shape, series }: StatisticsObject): 'senders' | 'dynstats_keys' | 'max_series' {
    const { limits } = this.#context;
    if (shape.sender !== undefined && this.#senders >= limits.senders) return 'senders';
    if (shape.origin === 'dynstats.bucket' && series.size >= limits.dynstatsKeys) return 'dynstats_keys';
    return 'max_series';
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
    for (const series of this.#series.values()) {
      if (series.resets === undefined || series.pass !== this.#pass) continue;
      if (replayed && series.base !== 0) series.raw = 0;
      else series.sum = add(series.sum, series.raw);
    }
  }

  /** @returns whether anything went that was missing from two consecutive whole batches */
  #expire(touched: number): boolean {
    if (this.#fresh === this.#series.size && touched === this.#objects.size) return false;
    const last = this.#number - 1;
    let gone = 0;
    for (const [id, series] of this.#series) {
      if (series.seen >= last) continue;
      this.#series.delete(id);
      gone++;
    }
    for (const [key, object] of this.#objects) {
      if (gone > 0) object.remove((series) => series.seen < last);
      if (object.seen >= last) continue;
      this.#objects.delete(key);
      if (object.isCountedSender) this.#senders--;
    }
    if (gone > 0) {
      this.#context.release(gone);
      for (const alias of this.#merged)
        if (!this.#series.has(alias.slice(0, alias.indexOf('\0')))) this.#merged.delete(alias);
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

function hasBang({ origin, keys }: Shape): boolean {
  return origin !== 'dynstats.bucket' && keys.some((key) => key.includes('!'));
}
