// Reads back what an earlier run exported, so that sums go on where they were. Takes only our own files, and only the
// counters that are sums; anything unexpected in the text is passed over, since a wrong base is worse than none.
import { PREFIX } from '../catalogue/series-name.ts';
import { SELF_PREFIX } from '../series/naming/namer.ts';
import type { Restored } from '../series/restored.ts';

const SAMPLE = /^([A-Za-z_:][\w:]*)(\{.*\})? (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const MARK = `${SELF_PREFIX}interval_counters`;
const TIMESTAMP = `${SELF_PREFIX}last_batch_timestamp_seconds`;
const DYNSTATS = `${PREFIX}dynstats`;
const PROCESS = '{name="resource-usage",origin="impstats"';

export function readSums(text: string): Restored {
  const samples = text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, labels, value }];
  });
  // The label values are compared as they are escaped, in both places in the same way.
  const marks = samples.filter(({ name }) => name === MARK).map(({ labels }) => labels);
  const process = marks.some((labels) => labels.includes('scope="process"'));
  const buckets = marks.flatMap((labels) => /scope="dynstats",name="((?:[^"\\]|\\.)*)"/.exec(labels)?.[1] ?? []);
  const isDynstats = (name: string): boolean => name === DYNSTATS || name === `${DYNSTATS}_total`;
  const values = new Map<string, string>();
  for (const { name, labels, value } of samples) {
    if (name.startsWith(SELF_PREFIX)) continue;
    const isSum = isDynstats(name) ? buckets.some((bucket) => labels.startsWith(`{name="${bucket}",`)) : process;
    if (isSum || (marks.length > 0 && labels.startsWith(PROCESS))) values.set(name + labels, value);
  }
  const intervals = new Set([...buckets.map(unescape), ...(process ? [''] : [])]);
  const at = samples.find(({ name, labels }) => name === TIMESTAMP && labels === '')?.value ?? '0';
  return { values, intervals, lastBatchAt: Number(at) * 1000 };
}

function unescape(label: string): string {
  return label.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
