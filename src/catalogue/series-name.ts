// The name of the series a counter ends up in. Labels, and the parts of a counter's name that become labels, are not made here.
import { catalogueKey, DYNSTATS_KEY, PER_SOURCE_DROP_KEY, PERCENTILE_KEY } from './key.ts';
import type { CounterSpec } from './row.ts';

export const PREFIX = 'rsyslog_pstat_';

/** Counters, by origin and catalogue key, whose names say nothing without the label that is made of them. */
const FIXED: ReadonlyMap<string, string> = new Map([
  [`dynstats.bucket ${DYNSTATS_KEY}`, 'dynstats'],
  [`percentile.bucket ${PERCENTILE_KEY}`, 'percentile'],
  [`ratelimit ${PER_SOURCE_DROP_KEY}`, 'per_source_drop'],
  ['impstats messages', 'sender_messages'],
]);

/** What stands in for a made-up part at the head of a counter's name. */
const HEADS: readonly (readonly [origin: string, head: string, name: string])[] = [
  ['dynstats', '<bucket>.', 'dynstats_'],
  ['percentile', '<bucket>.', 'percentile_'],
  ['percentile.bucket', '<stat><delim>', 'percentile_'],
];

/** Takes counters as rsyslog emits them and as the catalogue has them. */
export function seriesNameOf(origin: string, counter: string): string {
  const key = catalogueKey(origin, counter);
  const fixed = FIXED.get(`${origin} ${key}`);
  if (fixed !== undefined) return PREFIX + fixed;
  const head = HEADS.find(([of, start]) => of === origin && key.startsWith(start));
  const name = head ? head[2] + key.slice(head[1].length) : key;
  return PREFIX + name.replaceAll(/[^A-Za-z0-9_]/g, '_');
}

/**
 * The type Prometheus sees. A counter that every report zeroes speaks of one interval as rsyslog emits it, but is added
 * up before it is exported, so it is a counter as well.
 */
export function seriesTypeOf({ kind, reset }: CounterSpec): 'counter' | 'gauge' {
  return kind === 'counter' || reset === 'always' ? 'counter' : 'gauge';
}
