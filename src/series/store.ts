// All series of all sources, and the numbers that describe them. Batches go in, families of series come out.
import type { Batch } from '../impstats/batch.ts';
import type { Value } from '../impstats/record.ts';
import type { SourceContext } from './context.ts';
import type { Family, Series } from './family.ts';
import { DEFAULT_LIMITS, noDrops, type DropReason, type Drops, type Limits } from './limits.ts';
import { Namer, type Label, type Naming } from './naming/namer.ts';
import type { Profile } from './naming/scheme.ts';
import type { ResetMode } from './resets.ts';
import { NOTHING_RESTORED, type Restored } from './restored.ts';
import { Source } from './source.ts';

export interface StoreOptions {
  readonly profile: Profile;
  readonly limits: Limits;
  /** what reports do to counters; buckets that are not listed follow `auto` */
  readonly resetCounters: ResetMode;
  readonly resetBuckets: ReadonlyMap<string, ResetMode>;
  /** labels that every series gets */
  readonly labels: readonly Label[];
}

export const DEFAULT_OPTIONS: StoreOptions = {
  profile: 'gardener',
  limits: DEFAULT_LIMITS,
  resetCounters: 'auto',
  resetBuckets: new Map(),
  labels: [],
};

/** A family with its series in the order of their labels; equal ones (of different sources) stand next to each other. */
export interface FamilyView {
  readonly family: Family;
  readonly series: readonly Series[];
}

export class SeriesStore {
  readonly drops: Drops = noDrops();
  readonly #options: StoreOptions;
  readonly #sources = new Map<string, Source>();
  #families = new Map<string, Family>();
  readonly #restored: Restored;
  readonly #restoredValues: Map<string, string>;
  readonly #context: SourceContext;
  #size = 0;
  #epoch = 1;
  #version = 0;
  #view: readonly FamilyView[] | undefined;

  /** @param restored what was exported before our own start */
  constructor(options: Partial<StoreOptions> = {}, restored: Restored = NOTHING_RESTORED) {
    this.#options = { ...DEFAULT_OPTIONS, ...options };
    this.#restored = restored;
    this.#restoredValues = new Map(restored.values);
    this.#context = this.#createContext();
  }

  /** Rises with everything that changes what is exported. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#size;
  }

  /** When the last batch of any source came, milliseconds since the epoch; 0 before the first one. */
  get lastBatchAt(): number {
    let at = 0;
    for (const source of this.#sources.values()) at = Math.max(at, source.lastBatchAt);
    return at;
  }

  get sources(): ReadonlyMap<string, Source> {
    return this.#sources;
  }

  /**
   * @param id of the source; its first batch makes it known
   * @param labels of the source's series, besides those of all series
   * @param replayed see Source.apply
   */
  apply(id: string, labels: readonly Label[], batch: Batch, replayed = false): void {
    this.#version++;
    this.drops.batch_size += batch.droppedObjects;
    let source = this.#sources.get(id);
    if (!source) {
      if (this.#sources.size >= this.#options.limits.sources) {
        this.drops.sources += batch.records.length;
        return;
      }
      source = new Source([...labels, ...this.#options.labels], this.#context);
      this.#sources.set(id, source);
    }
    if (source.apply(batch, replayed)) this.#view = undefined;
  }

  /** @returns the removed sources' ids: those for which `isStale` holds */
  removeSources(isStale: (source: Source) => boolean): string[] {
    const gone = [...this.#sources].filter(([, source]) => isStale(source)).map(([id]) => id);
    for (const id of gone) {
      this.#sources.get(id)?.release();
      this.#sources.delete(id);
    }
    if (gone.length > 0) {
      this.#view = undefined;
      this.#version++;
    }
    return gone;
  }

  /** Families by name, series by labels: the same series give the same order, whatever came first. */
  view(): readonly FamilyView[] {
    if (this.#view) return this.#view;
    this.#view = arrange(this.#sources.values());
    // Whoever has no series any more is forgotten: counters that nobody has catalogued may have any number of names.
    this.#families = new Map(this.#view.map(({ family }) => [family.name, family]));
    return this.#view;
  }

  #createContext(): SourceContext {
    const { profile, limits, resetCounters, resetBuckets } = this.#options;
    const epoch = (): number => this.#epoch;
    return {
      namer: new Namer(profile),
      limits,
      get epoch() {
        return epoch();
      },
      resetMode: (bucket) => (bucket === '' ? resetCounters : (resetBuckets.get(bucket) ?? 'auto')),
      family: (naming) => this.#family(naming),
      admit: () => {
        if (this.#size >= limits.series) return false;
        this.#size++;
        return true;
      },
      release: (count) => {
        this.#size -= count;
        this.#epoch++;
      },
      drop: (reason: DropReason, count) => {
        this.drops[reason] += count;
      },
      restored: (id, scale) => this.#restoredValue(id, scale),
      wasInterval: (bucket) => this.#restored.intervals.has(bucket),
    };
  }

  #family({ name, type, help, scale }: Naming): Family {
    const known = this.#families.get(name);
    if (known) return known;
    const family = { name, type, help, scale };
    this.#families.set(name, family);
    return family;
  }

  #restoredValue(id: string, scale: number): Value | undefined {
    const text = this.#restoredValues.get(id);
    if (text === undefined) return undefined;
    // Only once: of two sources that share the series one goes on from it, and a series that comes back later is a new one.
    this.#restoredValues.delete(id);
    if (scale !== 1) return Math.round(Number(text) / scale);
    return /^\d+$/.test(text) && !Number.isSafeInteger(Number(text)) ? BigInt(text) : Number(text);
  }
}

function arrange(sources: Iterable<Source>): FamilyView[] {
  const byFamily = new Map<Family, Series[]>();
  for (const source of sources) {
    for (const series of source.series) {
      const list = byFamily.get(series.family);
      if (list) list.push(series);
      else byFamily.set(series.family, [series]);
    }
  }
  const views = [...byFamily].map(([family, series]) => ({ family, series: series.sort(byLabels) }));
  return views.sort((a, b) => (a.family.name < b.family.name ? -1 : 1));
}

function byLabels(a: Series, b: Series): number {
  return a.labels < b.labels ? -1 : a.labels > b.labels ? 1 : 0;
}
