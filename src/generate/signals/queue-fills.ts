// How full the queues are whose capacity the settings give; rsyslog does not report how much a queue can hold.
import { anyOf, divide, number, type Expr, type Selector } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

interface QueueFill {
  readonly size: Selector<'gauge'>;
  /** share of the capacity, by node and `queue` */
  readonly fill: Expr;
}

export const queueFills = {
  limit: ({ thresholds }) => thresholds.queueFill,
  each: (selectors: Selectors): readonly QueueFill[] =>
    Object.entries(selectors.settings.queues).map(([name, capacity]) => {
      const size = selectors.gauge('core.queue', 'size', { name });
      return { size, fill: divide(selectors.byQueue(size), number(capacity)) };
    }),
  /** @throws when no capacity is set */
  expr: (selectors: Selectors): Expr => anyOf(queueFills.each(selectors).map(({ fill }) => fill)),
} satisfies Signal & { each: unknown };
