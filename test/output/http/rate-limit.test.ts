import { expect, test } from 'vitest';
import { createRateLimit } from '../../../src/output/http/rate-limit.ts';

test.each([
  [
    'a burst, then one per interval',
    2,
    [0, 0, 0, 999, 1000, 1001, 2000],
    [true, true, false, false, true, false, true],
  ],
  ['no more than the burst after a silence', 2, [0, 9_000, 9_000, 9_000], [true, true, true, false]],
  ['one at a time', 1, [0, 1, 1_001, 1_500, 2_001], [true, false, true, false, true]],
])('%s', (_, burst, times, expected) => {
  const take = createRateLimit({ intervalMs: 1_000, burst });
  expect(times.map(take)).toEqual(expected);
});
