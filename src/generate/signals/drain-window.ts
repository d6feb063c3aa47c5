// The window of all signals about queues. They add up only while they look back equally far.
import type { Selectors } from '../promql/selectors.ts';

/** Long enough to distinguish a stuck queue from one that is sampled at a bad moment. */
export const drainWindow = (selectors: Selectors): string => selectors.window('5m');
