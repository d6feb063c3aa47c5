// What waits in queues and what leaves them, by node and `queue`, in memory and on disk together. Recorded, since alerts and panels
// need both; panels that narrow them to some queues take the expressions.
import {
  delta,
  increase,
  notRe,
  plainSelector,
  subtract,
  type Expr,
  type Matchers,
  type VectorSelector,
} from '../promql/index.ts';
import { ON_DISK } from '../promql/queue-names.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Pack } from '../settings/settings.ts';
import { discards } from './discards.ts';
import { drainWindow } from './drain-window.ts';

/** A signal that Prometheus computes and stores. */
export interface RecordedSignal {
  /** the group of the alerts that use it: rules of one group see each other's results at once */
  readonly pack: Pack;
  readonly name: (selectors: Selectors) => string;
  readonly expr: (selectors: Selectors) => Expr;
  /** labels of the result */
  readonly labels: (selectors: Selectors) => readonly string[];
  /** the recorded series; matchers of the selectors are not applied */
  readonly recorded: (selectors: Selectors, matchers?: Matchers) => VectorSelector;
}

function perQueue(what: string, expr: RecordedSignal['expr']): RecordedSignal {
  const labels = (selectors: Selectors) => selectors.queue;
  const name = (selectors: Selectors) => `${labels(selectors).join('_')}:rsyslog_pstat_${what}`;
  return {
    pack: 'delivery',
    name,
    expr,
    labels,
    recorded: (selectors, matchers) => plainSelector(name(selectors), matchers),
  };
}

/** Messages that wait. */
export const waiting = (selectors: Selectors, matchers?: Matchers): Expr =>
  selectors.byQueue(selectors.gauge('core.queue', 'size', matchers));

export const backlog = perQueue('backlog:sum', (selectors) => waiting(selectors));

/**
 * Messages that left a queue in the window: offered, less discarded, less growth. Messages that go from memory to disk have not
 * left, so only the part in memory counts what was offered.
 */
export const drained = perQueue('drained:increase', (selectors) => {
  const window = drainWindow(selectors);
  const on = selectors.queue;
  const arrived = selectors.byQueue(
    increase(selectors.counter('core.queue', 'enqueued', { name: notRe(ON_DISK) }), window),
  );
  const kept = subtract(arrived, discards.expr(selectors), { on });
  return subtract(kept, selectors.byQueue(delta(selectors.gauge('core.queue', 'size'), window)), { on });
});
