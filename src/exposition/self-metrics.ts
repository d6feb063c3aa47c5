// The exporter's own metrics: prom-client's registry, filled from plain numbers whenever it is rendered.
import type { RegistryContentType } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Registry from 'prom-client/lib/registry.js';
import type { Collector } from '../collector/collector.ts';
import { MEMORY_ACCOUNTS } from '../memory.ts';
import { SELF_PREFIX } from '../series/naming/namer.ts';
import type { SeriesStore } from '../series/store.ts';
import { OPEN_METRICS, type ContentType } from './render.ts';

/** What the metrics are read from. */
export interface SelfState {
  readonly version: string;
  readonly collector: Pick<Collector, 'counts' | 'departedHosts' | 'drops' | 'revision' | 'seriesRevision' | 'store'>;
  /** series have the label `node` */
  readonly nodeLabel: boolean;
  /** only where a textfile is written */
  readonly textfileWrites?: Readonly<Record<'success' | 'failure', number>>;
  /** only where HTTP is served; as of the last change of the page, since scrapes themselves do not change it */
  readonly httpRefusals?: Readonly<Record<string, number>>;
}

/** @returns a function that renders them as they are when it is called; prom-client needs one registry per content type */
export function createSelfMetrics(state: SelfState, contentType: ContentType): () => Promise<string> {
  const registry = new Registry<RegistryContentType>();
  registry.setContentType(contentType);
  const registers = [registry];
  /** @param read the values, by the label's */
  const counter = (suffix: string, help: string, label: string | undefined, read: () => Record<string, number>) =>
    new Counter({
      name: SELF_PREFIX + suffix,
      help,
      labelNames: label === undefined ? [] : [label],
      registers,
      collect() {
        this.reset();
        for (const [text, value] of Object.entries(read()))
          this.inc(label === undefined ? {} : { [label]: text }, value);
      },
    });
  const gauge = (suffix: string, help: string, labelNames: string[], read: (set: GaugeSetter) => void) =>
    new Gauge({
      name: SELF_PREFIX + suffix,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        read((labels, value) => this.set(labels, value));
      },
    });

  const { collector, nodeLabel, textfileWrites, httpRefusals } = state;
  const { store, counts } = collector;
  gauge('build_info', 'Version of rsyslog-pstat; always 1.', ['version'], (set) => set({ version: state.version }, 1));
  counter('lines_total', 'Lines read from all inputs.', undefined, () => ({ lines: counts.lines }));
  counter(
    'rejected_lines_total',
    'Lines that were rejected, in whole or in part, by reason.',
    'reason',
    () => counts.rejected,
  );
  counter('batches_total', 'Reports of impstats, by result.', 'result', () => counts.batches);
  gauge(
    'last_batch_timestamp_seconds',
    'When the last report came, in seconds since the epoch; 0 before the first.',
    ['node'],
    (set) => {
      set({}, store.lastBatchAt / 1000);
      for (const { labels, lastBatchAt } of nodeLabel ? store.sources : []) {
        const node = labels.find(([label]) => label === 'node')?.[1];
        if (node !== undefined) set({ node }, lastBatchAt / 1000);
      }
      for (const [node, lastBatchAt] of collector.departedHosts) set({ node }, lastBatchAt / 1000);
    },
  );
  gauge('last_batch_objects', 'Statistics objects in the last report of each host, added up.', [], (set) =>
    set({}, sum(store, 'lastBatchObjects')),
  );
  gauge('duplicate_objects', 'Objects of these reports that shared name and origin with another one.', [], (set) =>
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
    'Counters that rsyslog resets at each report and the exporter adds up, of the process or of a dynstats bucket: 1.',
    ['scope', 'name'],
    (set) => {
      for (const { bucket, isInterval } of [...store.sources].flatMap(({ resetGroups }) => resetGroups)) {
        if (isInterval) set({ scope: bucket === '' ? 'process' : 'dynstats', name: bucket }, 1);
      }
    },
  );
  gauge(
    'dynstats_merged_keys',
    'Keys of a dynstats bucket that share a value with another key in its last report, for example because they differ only in case.',
    ['name'],
    (set) => {
      for (const [name, keys] of mergedKeys(store)) set({ name }, keys);
    },
  );
  gauge('memory_bytes', 'Approximate memory held for received data, in bytes, by account.', ['account'], (set) => {
    for (const account of MEMORY_ACCOUNTS) set({ account }, Math.round(store.memory[account].used));
  });
  gauge('series', 'Exported series of rsyslog.', [], (set) => set({}, store.size));
  counter('series_dropped_total', 'Samples and objects dropped by a limit, by limit.', 'reason', () => collector.drops);
  counter(
    'input_refused_total',
    'Datagrams and connections that an input refused, by reason.',
    'reason',
    () => counts.refused,
  );
  if (textfileWrites) {
    counter(
      'textfile_writes_total',
      'Attempts to replace the textfile before this one, by result.',
      'result',
      () => textfileWrites,
    );
  }
  if (httpRefusals) {
    counter(
      'http_refused_total',
      'HTTP requests and connections that were refused or cut off, by reason, up to the last report.',
      'reason',
      () => httpRefusals,
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
  for (const source of store.sources) total += source[key];
  return total;
}

/** By bucket, those of all hosts added up. */
function mergedKeys(store: SeriesStore): ReadonlyMap<string, number> {
  const keys = new Map<string, number>();
  for (const source of store.sources) {
    for (const [bucket, merged] of source.mergedKeys()) keys.set(bucket, (keys.get(bucket) ?? 0) + merged);
  }
  return keys;
}
