import { expect, test } from 'vitest';
import { longestGap } from './longest-gap.ts';

const NOW = 100;

test.each([
  ['nothing has fired', [], 0],
  ['one that still fires', [{ from: 10 }], 0],
  ['one that has ended', [{ from: 10, to: 60 }], 40],
  ['the longer of two gaps', [{ from: 10, to: 20 }, { from: 50, to: 60 }, { from: 80 }], 30],
  ['another alert covers the gap', [{ from: 10, to: 50 }, { from: 40 }], 0],
  [
    'a short one within a long one',
    [
      { from: 10, to: 90 },
      { from: 20, to: 30 },
    ],
    10,
  ],
])('the longest gap: %s', (_, spans, gap) => {
  expect(longestGap(spans, NOW)).toBe(gap);
});
