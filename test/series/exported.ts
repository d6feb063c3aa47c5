// Objects in, exported series out, written short: what the tests of this folder put into a store and read from it.
import { renderFamilies, TEXT } from '../../src/exposition/render.ts';
import type { Batch, BatchResult } from '../../src/impstats/batch.ts';
import type { ObjectRecord, Value } from '../../src/impstats/record.ts';
import type { Source } from '../../src/series/source.ts';
import { SeriesStore, type StoreOptions } from '../../src/series/store.ts';
import { object } from '../impstats/lines-of.ts';

export type Counters = Readonly<Record<string, Value>>;

/** @param at seconds since the epoch */
export function batch(records: readonly ObjectRecord[], result: BatchResult = 'complete', at = 1): Batch {
  return { records, result, at: at * 1000, monotonicMs: at * 1000, droppedObjects: 0, droppedForMemory: 0 };
}

const sources = new WeakMap<SeriesStore, Map<string, Source>>();

/** @returns the source that `apply` writes to */
export function sourceOf(store: SeriesStore, node = ''): Source {
  const known = sources.get(store) ?? new Map<string, Source>();
  sources.set(store, known);
  const source = known.get(node) ?? store.createSource(node === '' ? [] : [['node', node]]);
  known.set(node, source);
  return source;
}

/** Applies a batch of one host, of which there may be several; the host's name becomes the label `node`. */
export function apply(store: SeriesStore, of: Batch, node = ''): void {
  store.apply(sourceOf(store, node), of);
}

export function counters(name: string, origin: string, values: Counters): ObjectRecord {
  return object(name, origin, Object.entries(values));
}

/** The object that describes the process: as long as its CPU time rises, rsyslogd has not restarted. */
export function usage(utime: number): ObjectRecord {
  return counters('resource-usage', 'impstats', { utime });
}

/** All series as they stand in the exposition, by name with labels; without those of the process. */
export function exported(store: SeriesStore): Record<string, string> {
  const lines = renderFamilies(store.view(), TEXT).split('\n');
  const samples = lines.filter((line) => line !== '' && !line.startsWith('#') && !line.includes('"resource-usage"'));
  return Object.fromEntries(
    samples.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at).replace('rsyslog_pstat_', ''), line.slice(at + 1)];
    }),
  );
}

/** What is exported after each of these batches, which come one after the other from one source. */
export function exportedAfterEach(
  batches: readonly (readonly ObjectRecord[])[],
  options: Partial<StoreOptions> = {},
): Record<string, string>[] {
  const store = new SeriesStore(options);
  return batches.map((records, i) => {
    apply(store, batch(records, 'complete', i + 1));
    return exported(store);
  });
}
