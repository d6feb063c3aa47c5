// Thresholds as both products write them.
import type { Threshold } from './panels/panel.ts';

const NEUTRAL = 'blue';
const GOOD = 'green';

/** Panels without thresholds get a neutral colour, instead of the products' default of red from 80 on. */
export function thresholdSteps(thresholds: readonly Threshold[]): object {
  const base = { color: thresholds.length === 0 ? NEUTRAL : GOOD, value: null };
  return { mode: 'absolute', steps: [base, ...thresholds.map(({ color, value }) => ({ color, value }))] };
}
