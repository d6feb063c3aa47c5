// Faults of the first node, with the alerts that must fire and the time they may take.
import { INPUT_FAULTS } from './input-faults.ts';
import type { Scenario } from './scenario.ts';
import { STATISTICS_FAULTS } from './statistics-faults.ts';
import { TARGET_FAULTS } from './target-faults.ts';

/** In the order of their numbers; the bound is 15 ticks, unless they have their own. */
export const FAULTS: readonly Scenario[] = [...TARGET_FAULTS, ...STATISTICS_FAULTS, ...INPUT_FAULTS]
  .toSorted((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }))
  .map((fault) => Object.assign({ bound: { ticks: 15 } }, fault));
