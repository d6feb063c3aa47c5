// The actions that pass statistics to the exporter: an exporter that is killed again and again is no target that comes and goes.
import { escapeRe, notRe, type Matchers } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';

/** All other actions. */
export function notOfStatistics({ settings: { statisticsActions } }: Selectors): Matchers {
  return statisticsActions.length === 0 ? {} : { name: notRe(statisticsActions.map(escapeRe).join('|')) };
}
