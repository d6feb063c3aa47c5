// The metrics about ourselves: prom-client's registry, filled from plain numbers whenever it is rendered.
// Only the parts of prom-client that are used are loaded: its index takes five times as long, which a short run would feel.
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Registry from 'prom-client/lib/registry.js';
import type { RegistryContentType } from 'prom-client';
import type { Counts } from '../collector/counts.ts';
import type { Drops } from '../series/limits.ts';
import { SELF_PREFIX } from '../series/naming/namer.ts';
import type { SeriesStore } from '../series/store.ts';
import { OPEN_METRICS, type ContentType } from './render.ts';

/** What the program knows about itself. */
export interface SelfState {
  readonly version: string;
  readonly counts: Counts;
  readonly store: SeriesStore;
  /** the fleet's nodes are told apart by a label */
  readonly nodeLabel: boolean;
  /** only where a textfile is written */
  readonly textfileWrites?: Readonly<Record<'success' | 'failure', number>>;
}

/** @returns a function that renders them as they are at its call; one registry per content type, as prom-client demands */
export function createSelfMetrics(state: SelfState, contentType: ContentType): () => Promise<string> {
  const registry = new Registry<RegistryContentType>();
  registry.setContentType(contentType);
  const registers = [registry];
  const name = (suffix: string): string => `${SELF_PREFIX}${suffix}`;
  const counter = (
    suffix: string,
    help: string,
    labelNames: string[],
    read: () => Iterable<readonly [string, number]>,
  ) =>
    new Counter({
      name: name(suffix),
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [label, value] of read()) this.inc(label === '' ? {} : { [labelNames[0] as string]: label }, value);
      },
    });
  const gauge = (suffix: string, help: string, labelNames: string[], read: (set: GaugeSetter) => void) =>
    new Gauge({
      name: name(suffix),
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        read((labels, value) => this.set(labels, value));
      },
    });

  const { counts, store } = state;
  gauge('build_info', 'Version of rsyslog-pstat; always 1.', ['version'], (set) => set({ version: state.version }, 1));
  counter('lines_total', 'Lines read from all inputs.', [], () => [['', counts.lines]]);
  counter('rejected_lines_total', 'Lines of which something was not taken, by reason.', ['reason'], () =>
    Object.entries(counts.rejected),
  );
  counter('batches_total', 'Emissions of impstats, by how they ended.', ['result'], () =>
    Object.entries(counts.batches),
  );
  gauge(
    'last_batch_timestamp_seconds',
    'When the last batch came, in seconds since the epoch; 0 before the first.',
    ['node'],
    (set) => {
      set({}, store.lastBatchAt / 1000);
      for (const { labels, lastBatchAt } of state.nodeLabel ? store.sources.values() : []) {
        const node = labels.find(([label]) => label === 'node')?.[1];
        if (node !== undefined) set({ node }, lastBatchAt / 1000);
      }
    },
  );
  gauge('last_batch_objects', 'Statistics objects in the last batch of each source, added up.', [], (set) =>
    set({}, sum(store, 'lastBatchObjects')),
  );
  gauge('duplicate_objects', 'Objects of these batches that shared name and origin with another one.', [], (set) =>
    set({}, sum(store, 'duplicateObjects')),
  );
  gauge(
    'merged_counters',
    'Counters that share a series because their names differ only in characters that a series cannot have.',
    [],
    (set) => set({}, sum(store, 'mergedCounters')),
  );
  gauge(
    'interval_counters',
    'Counters that reports reset and that are added up here: those of the process, or of a dynstats bucket.',
    ['scope', 'name'],
    (set) => {
      const groups = [...store.sources.values()].flatMap(({ resetGroups }) => resetGroups);
      for (const { bucket, isInterval } of groups) {
        if (isInterval) set({ scope: bucket === '' ? 'process' : 'dynstats', name: bucket }, 1);
      }
    },
  );
  gauge('series', 'Series of rsyslog that are exported.', [], (set) => set({}, store.size));
  counter('series_dropped_total', 'Samples (or objects) left out because of a limit, by limit.', ['reason'], () =>
    Object.entries(store.drops satisfies Drops),
  );
  counter('input_refused_total', 'Datagrams and connections that an input refused, by reason.', ['reason'], () =>
    Object.entries(counts.refused),
  );
  const { textfileWrites } = state;
  if (textfileWrites) {
    counter('textfile_writes_total', 'Attempts to replace the textfile before this one, by result.', ['result'], () =>
      Object.entries(textfileWrites),
    );
  }
  return async () => {
    const text = await registry.metrics();
    return contentType === OPEN_METRICS ? text.replace(/# EOF\n?$/, '') : text;
  };
}

type GaugeSetter = (labels: Record<string, string>, value: number) => void;

function sum(store: SeriesStore, key: 'lastBatchObjects' | 'duplicateObjects' | 'mergedCounters'): number {
  let total = 0;
  for (const source of store.sources.values()) total += source[key];
  return total;
}
