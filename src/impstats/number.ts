// Integers without loss: rsyslog counts in uint64, JavaScript's numbers are exact up to 2^53 only.
import type { Value } from './record.ts';

/** Longest digit strings that are certainly exact as a number, and that rsyslog can possibly mean. */
const EXACT_DIGITS = 15;
const MOST_DIGITS = 40;

/** @returns the value of a decimal integer (an optional minus and digits), or undefined when it is absurdly long */
export function parseInteger(text: string): Value | undefined {
  if (text.length <= EXACT_DIGITS) return Number(text);
  if (text.length > MOST_DIGITS) return undefined;
  return narrow(BigInt(text));
}

/** Adds without losing digits. */
export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum) || !Number.isInteger(a) || !Number.isInteger(b)) return sum;
  }
  // A fraction next to a number beyond 2^53 cannot be kept exactly by either type; the float is the nearest.
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
