// What counters do regularly, judged by their own past: only what was there nearly all the time can be missed when it ends.
// Each asks for changes in most reports of the last day and of the last two hours, so that shifts and nightly batches fade out before
// they are judged; for as many changes as the silence that is asked for has reports; and for messages at this time of yesterday.
import {
  allOf,
  changes,
  compare,
  countOverTime,
  increase,
  multiply,
  number,
  subquery,
  sum,
  unless,
  type Expr,
  type Selector,
} from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { duration, seconds } from '../settings/duration.ts';
import { arrivals } from './queue-objects.ts';
import { recordedSignal } from './recorded.ts';

interface Habit {
  readonly counter: Selector<'counter'>;
  readonly by: readonly string[];
  /** a duration: history ends where the silence may begin */
  readonly silence: string;
  /** share of the reports that must show messages */
  readonly share: number;
}

/** Fewer are not regular, however short the silence is. */
const LEAST_CHANGES = 8;

/** The number of changes in the history. */
function regular(selectors: Selectors, { counter, by, silence, share }: Habit): Expr {
  const { history } = selectors.settings.thresholds;
  const late = duration(Math.max(seconds('2h'), 2 * seconds(silence)));
  const changed = (window: string) => sum(changes(counter, { window, offset: silence }), by);
  // Prometheus sees a report several times when it scrapes more often than rsyslog reports.
  const perSample = share * Math.min(1, selectors.scrapeSeconds / selectors.sampleSeconds);
  const expected = (window: string) =>
    multiply(sum(countOverTime(counter, { window, offset: silence }), by), number(perSample));
  const most = (window: string) => compare(changed(window), '>=', expected(window), { on: by });
  const quietest = subquery('min_over_time', increase(counter, selectors.window('10m')), '2h', '10m', '23h');
  return unless(
    allOf([compare(changed(history), '>=', leastChanges(selectors)), most(history), most(late)], by),
    compare(sum(quietest, by), '==', 0),
    by,
  );
}

/** Windows in which the action, or an input, must have been silent to be missed. */
export const takenWindow = (selectors: Selectors): string => selectors.window(selectors.settings.thresholds.takenFor);
export const silentWindow = (selectors: Selectors): string => selectors.window(selectors.settings.thresholds.silentFor);

/** Before it counts as missing, it must have had messages in as many reports as it must be silent. */
export const leastChanges = (selectors: Selectors): number =>
  Math.max(LEAST_CHANGES, Math.ceil(seconds(silentWindow(selectors)) / selectors.sampleSeconds));

/** Whether shifts fade out of the history. */
export const isDayLong = ({ settings }: Selectors): boolean => seconds(settings.thresholds.history) >= 12 * 3600;

/** The action that forwards took messages, by node. */
export const forwardsRegularly = recordedSignal('forwards:regular', {
  pack: 'delivery',
  labels: (selectors) => selectors.node,
  expr: (selectors) =>
    regular(selectors, {
      counter: selectors.action('processed'),
      by: selectors.node,
      silence: takenWindow(selectors),
      share: 0.5,
    }),
});

const ofInputs = {
  pack: 'inputs',
  labels: (selectors: Selectors) => selectors.object,
} as const;

const speaking = (selectors: Selectors, counter: Selector<'counter'>): Expr =>
  regular(selectors, { counter, by: selectors.object, silence: silentWindow(selectors), share: 0.6 });

/** An input had messages. */
export const speaksRegularly = recordedSignal('speaks:regular', {
  ...ofInputs,
  expr: (selectors) => speaking(selectors, selectors.submitted()),
});

/** The main queue, or one of a ruleset, was offered messages: for inputs that have no counter. */
export const fillsRegularly = recordedSignal('queue_filled:regular', {
  ...ofInputs,
  expr: (selectors) => speaking(selectors, arrivals(selectors)),
});
