// Counters of regular activity, for tests of alerts on its end: each ends in a silence that must raise no alert.
import type { Selectors } from '../promql/selectors.ts';
import { seconds } from '../settings/duration.ts';
import type { Values } from './alert-tests.ts';

const HOUR = 3600;

/** Seconds between two evaluations of a test of many hours: promtool would take minutes for one each minute. */
export const HISTORY_EVALUATION_SECONDS = 300;

interface Habit {
  readonly title: string;
  readonly values: Values;
}

/**
 * @param window duration of the silence that the alert asks for
 * @param pending how long the expression of the alert must hold
 */
export function habitsThatEnd(selectors: Selectors, window: string, pending: string): readonly Habit[] {
  // An alert that is active at one evaluation fires at a later one.
  const silence = seconds(window) + seconds(pending) + 2 * HISTORY_EVALUATION_SECONDS;
  const habit = (title: string, hours: number, isActive: (before: number) => boolean): Habit => ({
    title,
    values: counted(selectors, silence + hours * HOUR, (before) => before > silence && isActive(before - silence)),
  });
  return [
    habit('a shift of some hours that ends', 9, (before) => before < 2.5 * HOUR),
    habit('an evening on which less and less comes', 9, (before) => before > 2.2 * HOUR || before % 1800 < 300),
    habit('a pause at this time of each day', 25.5, (before) => Math.abs(before + silence - 24 * HOUR) > 0.4 * HOUR),
  ];
}

/**
 * One message in each report of an active time.
 *
 * @param isActive so many seconds before the last sample
 */
function counted({ scrapeSeconds, sampleSeconds }: Selectors, length: number, isActive: (before: number) => boolean) {
  const samples = Math.ceil(length / scrapeSeconds);
  let count = 0;
  return Array.from({ length: samples }, (_, index) => {
    const isReport = (index * scrapeSeconds) % sampleSeconds < scrapeSeconds;
    if (isReport && isActive((samples - 1 - index) * scrapeSeconds)) count += 1;
    return count;
  });
}
