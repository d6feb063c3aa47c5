// Integers of any size: no digit is lost in reading, adding and comparing.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addExact, isSum, larger, parseInteger, parseNumber } from '../../src/impstats/number.ts';

const U64 = 2n ** 64n - 1n;
const integer = fc.bigInt({ min: -(2n ** 63n), max: U64 });
/** A value as the parser makes it: a number while it is exact. */
const value = (exact: bigint): number | bigint => parseInteger(String(exact)) ?? NaN;

test('every integer of 64 bits is read exactly, as a number if that holds it', () => {
  fc.assert(
    fc.property(integer, (exact) => {
      const read = value(exact);
      expect(BigInt(read)).toBe(exact);
      expect(typeof read).toBe(Number.isSafeInteger(Number(exact)) ? 'number' : 'bigint');
    }),
  );
});

test('sums are exact, and in the same form as if they had been read', () => {
  fc.assert(
    fc.property(integer, integer, (a, b) => {
      expect(addExact(value(a), value(b))).toBe(value(a + b));
    }),
  );
});

test('the larger one is found among numbers and bigints', () => {
  fc.assert(
    fc.property(integer, integer, (a, b) => {
      expect(larger(value(a), value(b))).toBe(value(a > b ? a : b));
    }),
  );
});

test('fractions are added as fractions', () => {
  expect(addExact(0.5, 0.25)).toBe(0.75);
  expect(addExact(1.5, U64)).toBe(Number(U64));
  expect(addExact(0.5, -0.5)).toBe(0);
});

test('absurdly long digit strings are no integer', () => {
  expect(parseInteger('9'.repeat(40))).toBe(BigInt('9'.repeat(40)));
  expect(parseInteger('9'.repeat(41))).toBeUndefined();
});

test('numbers beyond the range of any counter are no values', () => {
  const texts = ['1e40', '-1e40', '1.7e308', '1e999', '9'.repeat(41), '1e39', '9'.repeat(40), '0.5'];
  expect(texts.map((text) => parseNumber(text) === undefined)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test.each([
  ['0', true],
  ['12.5', true],
  ['1e+300', true],
  ['1e301', false],
  ['9'.repeat(400), false],
  ['-1', false],
  ['NaN', false],
  ['+Inf', false],
])('%s can be continued as a sum: %s', (text, isContinued) => expect(isSum(text)).toBe(isContinued));
