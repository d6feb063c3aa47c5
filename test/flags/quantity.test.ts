import { describe, expect, test } from 'vitest';
import { parseCount, parseDuration, parseInterval, parseSize, parseTimeout } from '../../src/flags/quantity.ts';
import { problemsOf } from './reading.ts';

describe('durations', () => {
  test.each([
    ['0s', 0],
    ['500ms', 500],
    ['90s', 90_000],
    ['1.5s', 1500],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(['', '5', '-5s', '5 s', '5S', 's', '1h30'])('%j is refused', (text) => {
    expect(problemsOf(() => parseDuration(text))).toEqual(['must be a duration such as 500ms, 90s, 5m or 1h30m']);
  });
});

describe('limits: numbers beyond 2^53 are not exact, and a timer waits 1 ms for more than 2^31 ms', () => {
  test.each([
    ['a duration', parseDuration, '104249992d', '104249991d'],
    ['a timeout', parseTimeout, '25d', '24d'],
    ['a size', parseSize, '8388608GiB', '8388607GiB'],
    ['a size without a unit', parseSize, '9007199254740992', '8388607GiB'],
    ['a count', parseCount(1), '9007199254740992', '9007199254740991'],
  ])('%s', (_, parse, above, most) => {
    expect(problemsOf(() => parse(above))).toEqual([`must be at most ${most}`]);
    expect(Number.isSafeInteger(parse(most))).toBe(true);
  });

  test('durations are whole milliseconds', () => expect(parseDuration('0.5ms')).toBe(1));
});

describe('intervals, in seconds', () => {
  test.each([
    ['60', 60],
    ['60s', 60],
    ['1m30s', 90],
    ['1d', 86_400],
    ['1000ms', 1],
  ])('%s', (text, seconds) => expect(parseInterval(text)).toBe(seconds));

  test.each(['0', '0s', '1500ms', '86401', '25h'])('%j is refused', (text) => {
    expect(problemsOf(() => parseInterval(text))).toEqual(['must be whole seconds from 1s to 1d, such as 60s or 5m']);
  });
});

describe('sizes', () => {
  test.each([
    ['0', 0],
    ['65536', 65_536],
    ['7B', 7],
    ['64KiB', 65_536],
    ['10MiB', 10_485_760],
    ['2GiB', 2_147_483_648],
  ])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  test.each(['', '1KB', '1.5MiB', '-1', '1 MiB', 'MiB'])('%j is refused', (text) => {
    expect(problemsOf(() => parseSize(text))).toEqual(['must be a size such as 65536, 64KiB or 10MiB']);
  });
});

test.each(['', '0', '-1', '1.5', '1e3', 'many'])('the count %j is refused', (text) => {
  expect(problemsOf(() => parseCount(1)(text))).toEqual(['must be a whole number, at least 1']);
});

test('counts', () => expect(['1', '007', '1000000'].map(parseCount(1))).toEqual([1, 7, 1_000_000]));
