// The series of one source by what they are called, and who gets one: newcomers are named, merged with what has their name
// already, and admitted within the bounds. It looks at no values.
import type { Shape } from '../impstats/record.ts';
import type { SourceContext } from './context.ts';
import type { Series } from './family.ts';
import type { DropReason } from './limits.ts';
import { renderLabels, type Label, type Naming } from './naming/namer.ts';
import { ResetGroup } from './resets.ts';
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

export class SeriesTable {
  readonly #labels: readonly Label[];
  readonly #context: SourceContext;
  readonly #process: ResetGroup;
  readonly #buckets = new Map<string, ResetGroup>();
  readonly #memory = new ProcessMemory();
  readonly #series = new Map<string, Series>();
  /** counters that share a series with another one */
  readonly #merged = new Set<string>();
  #senders = 0;
  /** names of counters hold `!` for `.` */
  #bang = false;

  constructor(labels: readonly Label[], context: SourceContext) {
    this.#labels = labels;
    this.#context = context;
    this.#process = new ResetGroup('', context.resetMode(''));
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
    return [this.#process, ...this.#buckets.values()];
  }

  /** Which newcomers get in when not all can is decided by their names, not by the order in which they came. */
  admit(lines: readonly { readonly object: StatisticsObject; readonly shape: Shape }[]): void {
    this.#bang ||= lines.some(({ shape }) => hasBang(shape));
    const newcomers = new Map<string, Newcomer>();
    for (const { object, shape } of lines) {
      for (const key of shape.keys) {
        if (object.series.has(key)) continue;
        const naming = this.#context.namer.name(shape, key, this.#bang);
        const labels = renderLabels([...naming.labels, ...this.#labels]);
        const id = naming.name + labels;
        newcomers.set(`${id}\0${key}\0${StatisticsObject.key(shape)}`, { object, key, naming, labels, id });
      }
    }
    const sorted = [...newcomers].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, newcomer] of sorted) this.#admit(newcomer);
  }

  /** Takes over what was proven of the process before our own start, as soon as a batch has told that it is the same. */
  recallProcess(): void {
    this.#memory.settle(
      () => this.resetGroups,
      (bucket) => this.#context.wasInterval(bucket),
    );
  }

  /** The bound that keeps a counter of this object out. */
  dropReason({ shape, series }: StatisticsObject): DropReason {
    const { limits } = this.#context;
    if (shape.sender !== undefined && this.#senders >= limits.senders) return 'senders';
    if (shape.origin === 'dynstats.bucket' && series.size >= limits.dynstatsKeys) return 'dynstats_keys';
    return 'max_series';
  }

  /** Removes the series that were last seen before the batch of this number; @returns how many */
  removeOlder(number: number): number {
    let gone = 0;
    for (const [id, series] of this.#series) {
      if (series.seen >= number) continue;
      this.#series.delete(id);
      gone++;
    }
    if (gone === 0) return 0;
    this.#context.release(gone);
    for (const alias of this.#merged) {
      if (!this.#series.has(alias.slice(0, alias.indexOf('\0')))) this.#merged.delete(alias);
    }
    return gone;
  }

  /** The object is gone: its place among the senders is free. */
  leave(object: StatisticsObject): void {
    if (object.isCountedSender) this.#senders--;
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
    if (origin !== 'dynstats.bucket') return this.#process;
    const known = this.#buckets.get(name);
    if (known) return known;
    const group = new ResetGroup(name, this.#context.resetMode(name));
    this.#buckets.set(name, group);
    return group;
  }
}

function hasBang({ origin, keys }: Shape): boolean {
  return origin !== 'dynstats.bucket' && keys.some((key) => key.includes('!'));
}
