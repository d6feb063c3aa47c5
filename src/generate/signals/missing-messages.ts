// Messages that are counted at one stage and not at the next one: mostly dropped by rate limits that no counter shows.
import { aboveZero, clampMin, divide, rate, subtract, sum, type Expr, type Selector } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { arrivals } from './queue-objects.ts';
import type { Over, Signal } from './signal.ts';

interface Stages {
  readonly before: Selector<'counter'>;
  readonly after: Selector<'counter'>;
}

/** imudp counts what it reads before its rate limit, and what it passes on behind it. */
export const datagramStages = (selectors: Selectors): Stages => ({
  before: selectors.counter('imudp', 'msgs.received'),
  after: selectors.submitted({ origin: 'imudp' }),
});

/** Other inputs count before their rate limit: what does not arrive in the main queue, or in one of a ruleset, was dropped. */
export const messageStages = (selectors: Selectors): Stages => ({
  before: selectors.submitted(),
  after: arrivals(selectors),
});

/** @param by labels to keep */
export function gap({ before, after }: Stages, over: Over, by: readonly string[]) {
  const received = sum(over(before), by);
  return { received, missing: subtract(received, sum(over(after), by), { on: by }) };
}

export const missingShare = {
  window: (selectors) => selectors.recent,
  limit: ({ thresholds }) => thresholds.missingShare,
  /** Of the messages received; for panels. */
  expr: (selectors: Selectors, window: string, by: readonly string[]): Expr => {
    const { received, missing } = gap(messageStages(selectors), (counter) => rate(counter, window), by);
    return clampMin(divide(missing, aboveZero(received), { on: by }), 0);
  },
} satisfies Signal;
