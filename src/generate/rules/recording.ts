// Recording rules: expressions that an alert and a panel share. A rule belongs to the group of the alerts that use it, since rules
// of one group see each other's results at once.
import { delta, increase, plainSelector, subtract, type Expr, type Matchers } from '../promql/expr.ts';
import type { Queries } from '../promql/selectors.ts';
import type { Pack } from '../settings/settings.ts';

/** Long enough to tell a queue that is stuck from one that is sampled at a bad moment. */
export const DRAIN_WINDOW = '5m';

export interface RecordingRule {
  readonly pack: Pack;
  readonly name: (queries: Queries) => string;
  readonly expr: (queries: Queries) => Expr;
  /** labels of the result */
  readonly labels: (queries: Queries) => readonly string[];
  /** the recorded series */
  readonly recorded: (queries: Queries, matchers?: Matchers) => Expr;
}

function perQueue(what: string, expr: (queries: Queries) => Expr): RecordingRule {
  const labels = (q: Queries) => q.queue;
  const name = (q: Queries) => `${labels(q).join('_')}:rsyslog_pstat_${what}`;
  return { pack: 'delivery', name, expr, labels, recorded: (q, matchers = {}) => plainSelector(name(q), matchers) };
}

/** Messages that wait, in memory and on disk. */
export const backlog = perQueue('backlog:sum', (q) => q.byQueue(q.gauge('core.queue', 'size')));

/**
 * Messages that left a queue in the window: offered, less thrown away, less growth. What goes from memory to disk is no
 * message that left, so only the part in memory counts what was offered.
 */
export const drained = perQueue('drained:increase', (q) => {
  const window = q.window(DRAIN_WINDOW);
  const offered = q.byQueue(increase(q.enqueued(), window));
  const on = q.queue;
  const kept = subtract(offered, q.discarded(window), { on });
  return subtract(kept, q.byQueue(delta(q.gauge('core.queue', 'size'), window)), { on });
});

export const RECORDING_RULES: readonly RecordingRule[] = [backlog, drained];
