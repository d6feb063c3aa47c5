// Restarts of rsyslogd: a counter of what it uses is below its value of a step before. With one report between two restarts, CPU time alone
// may rise through a restart, so several counters are asked.
import { ago, anyOf, compare, group, subquery, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { duration } from '../settings/duration.ts';
import { recordedSignal } from './recorded.ts';
import type { Signal } from './signal.ts';

/** What falls when a new process starts. */
export const USAGE = ['utime', 'stime', 'nvcsw', 'nivcsw', 'minflt'] as const;

const step = (selectors: Selectors): string => duration(Math.max(60, selectors.sampleSeconds));

/** 1 during the step in which rsyslogd has restarted, by node. Recorded, since it is counted over long windows. */
export const restartSeen = recordedSignal('restart:seen', {
  pack: 'resources',
  labels: (selectors) => selectors.node,
  expr: (selectors) => {
    const fell = USAGE.map((counter) => {
      const usage = selectors.counter('impstats', counter);
      return compare(usage, '<', ago(usage, step(selectors)));
    });
    return group(anyOf(fell), selectors.node);
  },
});

export const restarts = {
  window: (selectors) => selectors.windowOfEvents('1h', selectors.settings.thresholds.restarts),
  limit: ({ thresholds }) => thresholds.restarts,
  /** By node; nothing where there was none. resets() over a range counts one twice, or misses it, at the ends of windows. */
  expr: (selectors: Selectors, window: string = restarts.window(selectors)): Expr =>
    subquery('count_over_time', restartSeen.recorded(selectors), window, step(selectors)),
} satisfies Signal;
