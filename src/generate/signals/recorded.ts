// The shape of signals that Prometheus computes and stores, for what several alerts, panels or texts need.
import type { Expr, Matchers, VectorSelector } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Pack } from '../settings/settings.ts';

export interface RecordedSignal {
  /** the group of the alerts that use it: rules of one group see each other's results at once */
  readonly pack: Pack;
  readonly name: (selectors: Selectors) => string;
  readonly expr: (selectors: Selectors) => Expr;
  /** labels of the result */
  readonly labels: (selectors: Selectors) => readonly string[];
  readonly recorded: (selectors: Selectors, matchers?: Matchers) => VectorSelector;
}

/** @param what the part of the name behind the labels, such as `backlog:sum` */
export function recordedSignal(
  what: string,
  { pack, labels, expr }: Pick<RecordedSignal, 'pack' | 'labels' | 'expr'>,
): RecordedSignal {
  const name = (selectors: Selectors) => `${labels(selectors).join('_')}:rsyslog_pstat_${what}`;
  return { pack, labels, expr, name, recorded: (selectors, matchers) => selectors.recorded(name(selectors), matchers) };
}
