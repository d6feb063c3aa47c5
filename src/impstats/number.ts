// Integers without loss: rsyslog counts in uint64, JavaScript's numbers are exact up to 2^53.
import type { Value } from './record.ts';

/** Integers of so many digits are exact as a double. */
const EXACT_DIGITS = 15;
/** Twice the digits of a uint64: a longer number is no counter of rsyslog. */
const MAX_DIGITS = 40;

/**
 * No value of a counter is beyond it, so that sums over any number of hosts and batches stay numbers that Prometheus parses.
 */
const MAX_MAGNITUDE = 1e40;
/** The same for sums that an earlier run exported. */
const MAX_SUM = 1e300;

/** @returns the value of a number as JSON writes it; undefined beyond MAX_MAGNITUDE */
export function parseNumber(text: string): Value | undefined {
  if (!/[.eE]/.test(text)) return parseInteger(text);
  const value = Number(text);
  return Math.abs(value) < MAX_MAGNITUDE ? value : undefined;
}

/** Whether a sum in an exposition is a number that can be continued: neither negative nor near the end of the doubles. */
export function isSum(text: string): boolean {
  return /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text) && Number(text) <= MAX_SUM;
}

/** Whether it is an optional minus and digits, at any length: a pattern with a loop overflows its stack on long text. */
export function isInteger(text: string): boolean {
  const digits = text.startsWith('-') ? text.slice(1) : text;
  return digits !== '' && !/\D/.test(digits);
}

/** @returns the value of a decimal integer (an optional minus and digits); undefined beyond MAX_DIGITS */
export function parseInteger(text: string): Value | undefined {
  if (text.length <= EXACT_DIGITS) return Number(text);
  if (text.length > MAX_DIGITS) return undefined;
  return narrow(BigInt(text));
}

/** Adds without losing digits. */
export function addExact(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum) || !Number.isInteger(a) || !Number.isInteger(b)) return sum;
  }
  // Neither type is exact for a fraction plus an integer beyond 2^53; the double is the nearest.
  if (!isIntegral(a) || !isIntegral(b)) return Number(a) + Number(b);
  return narrow(BigInt(a) + BigInt(b));
}

export function larger(a: Value, b: Value): Value {
  return a > b ? a : b;
}

function isIntegral(value: Value): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function narrow(value: bigint): Value {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
