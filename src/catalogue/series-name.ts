// The name and type of the series of a counter. Labels, and the parts of a counter's name that become labels, are made in
// series/naming.
import { catalogueKey, DYNSTATS_KEY, PER_SOURCE_DROP_KEY, PERCENTILE_KEY } from './key.ts';
import type { CounterSpec } from './row.ts';

export const PREFIX = 'rsyslog_pstat_';

/** The one summary: the label `quantile` is allowed on summaries alone. rsyslog reports no sum and no count to go with it. */
export const PERCENTILES = `${PREFIX}percentile`;

/** Series of counters whose whole name becomes a label, by origin and catalogue key. */
const FIXED: ReadonlyMap<string, string> = new Map([
  [`dynstats.bucket ${DYNSTATS_KEY}`, 'dynstats'],
  [`percentile.bucket ${PERCENTILE_KEY}`, 'percentile'],
  [`ratelimit ${PER_SOURCE_DROP_KEY}`, 'per_source_drop'],
  ['impstats messages', 'sender_messages'],
]);

/** Prefixes that replace the variable part at the start of a counter's name. */
const HEADS: readonly (readonly [origin: string, head: string, name: string])[] = [
  ['dynstats', '<bucket>.', 'dynstats_'],
  ['percentile', '<bucket>.', 'percentile_'],
  ['percentile.bucket', '<stat><delim>', 'percentile_'],
];

/** Accepts counters as rsyslog writes them and as the catalogue names them. */
export function seriesNameOf(origin: string, counter: string): string {
  const key = catalogueKey(origin, counter);
  const fixed = FIXED.get(`${origin} ${key}`);
  if (fixed !== undefined) return PREFIX + fixed;
  const head = HEADS.find(([of, start]) => of === origin && key.startsWith(start));
  const name = head ? head[2] + key.slice(head[1].length) : key;
  return PREFIX + name.replaceAll(/[^A-Za-z0-9_]/g, '_');
}

/**
 * The exported type. A counter that every report zeroes holds one interval as rsyslog writes it, but is added up before it is
 * exported, so it is a counter as well.
 */
export function seriesTypeOf({ kind, reset }: CounterSpec): 'counter' | 'gauge' {
  return kind === 'counter' || reset === 'always' ? 'counter' : 'gauge';
}
