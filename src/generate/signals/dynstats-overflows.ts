// Increments that a dynstats bucket could not count because it holds as many keys as it may.
import { rises } from './rises.ts';

export const dynstatsOverflows = rises({
  counters: (selectors) => [selectors.counter('dynstats', '<bucket>.ops_overflow')],
  by: ['name'],
});
