// All series of all sources. Batches go in, families of series come out.
import type { Batch } from '../impstats/batch.ts';
import type { ObjectRecord } from '../impstats/record.ts';
import { DEFAULT_MEMORY_BYTES, MemoryBudget } from '../memory.ts';
import { Admission, DEFAULT_LIMITS, type Limits } from './admission.ts';
import { Families, type Family } from './family.ts';
import { Namer, type Label } from './naming/namer.ts';
import type { NamingScheme } from './naming/scheme.ts';
import type { ResetModes } from './reset-groups.ts';
import { EarlierRun, NOTHING_RESTORED, type Restored } from './restored.ts';
import type { Series } from './series.ts';
import type { SharedParts } from './series-table.ts';
import { Source } from './source.ts';
import { withoutUnderflows, type WithoutUnderflows } from './underflows.ts';

export interface StoreOptions extends ResetModes {
  readonly naming: NamingScheme;
  readonly limits: Limits;
  /** labels that every series gets */
  readonly labels: readonly Label[];
  /** for all that is kept of what senders send, lines and batches included */
  readonly memoryBytes: number;
}

const DEFAULT_OPTIONS: StoreOptions = {
  naming: 'gardener',
  limits: DEFAULT_LIMITS,
  resetCounters: 'auto',
  resetBuckets: new Map(),
  labels: [],
  memoryBytes: DEFAULT_MEMORY_BYTES,
};

/** A family with its series in the order of their labels; equal ones (of different sources) stand next to each other. */
export interface FamilyView {
  readonly family: Family;
  readonly series: readonly Series[];
}

export class SeriesStore {
  readonly memory: MemoryBudget;
  readonly limits: Limits;
  readonly #labels: readonly Label[];
  readonly #shared: SharedParts;
  readonly #sources = new Set<Source>();
  #view: readonly FamilyView[] | undefined;

  /** @param restored what an earlier run of this program exported */
  constructor(options: Partial<StoreOptions> = {}, restored: Restored = NOTHING_RESTORED) {
    const { naming, limits, labels, memoryBytes, ...resetModes } = { ...DEFAULT_OPTIONS, ...options };
    this.memory = new MemoryBudget(memoryBytes);
    this.limits = limits;
    this.#labels = labels;
    this.#shared = {
      namer: new Namer(naming),
      families: new Families(),
      admission: new Admission(limits),
      earlierRun: new EarlierRun(restored),
      resetModes,
      memory: this.memory,
    };
  }

  /** Series of all sources. */
  get size(): number {
    return this.#shared.admission.size;
  }

  /** Samples dropped by a limit. */
  get drops(): Admission['drops'] {
    return this.#shared.admission.drops;
  }

  /** The source whose batch came last; undefined before the first one. */
  get latestSource(): Source | undefined {
    let latest: Source | undefined;
    for (const source of this.#sources) {
      if ((source.lastBatchMs ?? -Infinity) >= (latest?.lastBatchMs ?? -Infinity)) latest = source;
    }
    return latest;
  }

  /** When the last batch of any source came, milliseconds since the epoch; 0 before the first one. */
  get lastBatchAt(): number {
    return this.latestSource?.lastBatchAt ?? 0;
  }

  /** The sources that brought a batch. */
  get sources(): ReadonlySet<Source> {
    return this.#sources;
  }

  /**
   * @param labels of the source's series, besides those of all series
   * @returns a source for `apply`; it joins the others with its first batch
   */
  createSource(labels: readonly Label[] = []): Source {
    return new Source([...labels, ...this.#labels], this.#shared);
  }

  /** @returns undefined when all values of the object can be applied */
  withoutUnderflows(record: ObjectRecord): WithoutUnderflows | undefined {
    return withoutUnderflows(record, this.#shared.namer);
  }

  /** @param replayed see Source.apply */
  apply(source: Source, batch: Batch, replayed = false): void {
    this.#sources.add(source);
    if (source.apply(batch, replayed)) this.#view = undefined;
  }

  /** Removes a source with all of its series. */
  remove(source: Source): void {
    if (!this.#sources.delete(source)) return;
    source.release();
    this.#view = undefined;
  }

  /** Families by name, series by labels: the order depends on the series alone, not on which came first. */
  view(): readonly FamilyView[] {
    if (this.#view) return this.#view;
    this.#view = arrange(this.#sources);
    return this.#view;
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
