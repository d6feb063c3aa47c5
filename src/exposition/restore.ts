// Reads back what an earlier run exported, so that sums continue. Takes only files of this program, and only the counters
// that are sums; unexpected text is skipped, since a wrong base is worse than none.
import { PREFIX } from '../catalogue/series-name.ts';
import { SELF_PREFIX } from '../series/naming/namer.ts';
import type { Restored } from '../series/restored.ts';
import { parseSamples } from './parse.ts';

const NOT_NEGATIVE = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;
const INTERVAL_COUNTERS = `${SELF_PREFIX}interval_counters`;
const TIMESTAMP = `${SELF_PREFIX}last_batch_timestamp_seconds`;
const DYNSTATS = new Set([`${PREFIX}dynstats`, `${PREFIX}dynstats_total`]);

/** @param text of a textfile or state file; empty when there is none */
export function readSums(text: string): Restored {
  const samples = [...parseSamples(text)].filter(({ value }) => NOT_NEGATIVE.test(value));
  const intervals = new Set<string>();
  let lastBatchAt = 0;
  for (const { name, labels, value } of samples) {
    if (name === INTERVAL_COUNTERS) intervals.add(labels.get('scope') === 'process' ? '' : (labels.get('name') ?? ''));
    if (name === TIMESTAMP && labels.size === 0) lastBatchAt = Number(value) * 1000;
  }
  const values = new Map<string, string>();
  for (const { name, series, labels, value } of samples) {
    if (name.startsWith(SELF_PREFIX)) continue;
    const isSum = intervals.has(DYNSTATS.has(name) ? (labels.get('name') ?? '') : '');
    if (isSum || (intervals.size > 0 && isOfProcess(labels))) values.set(series, value);
  }
  return { values, intervals, lastBatchAt };
}

function isOfProcess(labels: ReadonlyMap<string, string>): boolean {
  return labels.get('name') === 'resource-usage' && labels.get('origin') === 'impstats';
}
