// Reads back what an earlier run exported, so that sums continue. Takes only files of this program, and only the counters
// that are sums. A sum that is no number to continue from is reported and left out, since a wrong base is worse than none.
import { PREFIX } from '../catalogue/series-name.ts';
import { isSum } from '../impstats/number.ts';
import { SELF_PREFIX } from '../series/naming/namer.ts';
import type { Restored } from '../series/restored.ts';
import { parseSamples } from './parse.ts';

const INTERVAL_COUNTERS = `${SELF_PREFIX}interval_counters`;
const TIMESTAMP = `${SELF_PREFIX}last_batch_timestamp_seconds`;
const DYNSTATS = new Set([`${PREFIX}dynstats`, `${PREFIX}dynstats_total`]);

/** @param text of a textfile or state file; empty when there is none */
export function readSums(text: string): Restored {
  const samples = [...parseSamples(text)];
  const intervals = new Set<string>();
  let lastBatchAt = 0;
  for (const { name, labels, value } of samples) {
    if (name === INTERVAL_COUNTERS) intervals.add(labels.get('scope') === 'process' ? '' : (labels.get('name') ?? ''));
    if (name === TIMESTAMP && labels.size === 0) lastBatchAt = isSum(value) ? Number(value) * 1000 : 0;
  }
  const values = new Map<string, string>();
  const rejected: string[] = [];
  for (const { name, series, labels, value } of samples) {
    if (name.startsWith(SELF_PREFIX)) continue;
    const isAddedUp = intervals.has(DYNSTATS.has(name) ? (labels.get('name') ?? '') : '');
    if (!isAddedUp && !(intervals.size > 0 && isOfProcess(labels))) continue;
    if (isSum(value)) values.set(series, value);
    else rejected.push(`${series} ${value}`);
  }
  return { values, intervals, lastBatchAt, rejected };
}

function isOfProcess(labels: ReadonlyMap<string, string>): boolean {
  return labels.get('name') === 'resource-usage' && labels.get('origin') === 'impstats';
}
