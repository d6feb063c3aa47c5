// Recording rules: expressions that an alert and a panel share. A rule belongs to the group of the alerts that use it, since rules
// of one group see each other's results at once.
import { delta, increase, plainSelector, subtract, type Expr, type Matchers } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Pack } from '../settings/settings.ts';

/** Long enough to tell a queue that is stuck from one that is sampled at a bad moment. */
export const DRAIN_WINDOW = '5m';

export interface RecordingRule {
  readonly pack: Pack;
  readonly name: (selectors: Selectors) => string;
  readonly expr: (selectors: Selectors) => Expr;
  /** labels of the result */
  readonly labels: (selectors: Selectors) => readonly string[];
  /** the recorded series */
  readonly recorded: (selectors: Selectors, matchers?: Matchers) => Expr;
}

function perQueue(what: string, expr: (selectors: Selectors) => Expr): RecordingRule {
  const labels = (selectors: Selectors) => selectors.queue;
  const name = (selectors: Selectors) => `${labels(selectors).join('_')}:rsyslog_pstat_${what}`;
  return { pack: 'delivery', name, expr, labels, recorded: (selectors, matchers = {}) => plainSelector(name(selectors), matchers) };
}

/** Messages that wait, in memory and on disk. */
export const backlog = perQueue('backlog:sum', (selectors) => selectors.byQueue(selectors.gauge('core.queue', 'size')));

/**
 * Messages that left a queue in the window: offered, less thrown away, less growth. What goes from memory to disk is no
 * message that left, so only the part in memory counts what was offered.
 */
export const drained = perQueue('drained:increase', (selectors) => {
  const window = selectors.window(DRAIN_WINDOW);
  const offered = selectors.byQueue(increase(selectors.enqueued(), window));
  const on = selectors.queue;
  const kept = subtract(offered, selectors.discarded(window), { on });
  return subtract(kept, selectors.byQueue(delta(selectors.gauge('core.queue', 'size'), window)), { on });
});

export const RECORDING_RULES: readonly RecordingRule[] = [backlog, drained];
