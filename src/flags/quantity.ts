// Durations, sizes and counts as flags spell them: 90s, 5m, 1h30m; 64KiB, 10MiB or a plain number of bytes; whole numbers.
import { UsageError } from '../io.ts';
import type { FlagParser } from './reader.ts';

/** Beyond it, doubles are not exact. */
const LONGEST_MS = Number.MAX_SAFE_INTEGER;
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** @returns whole milliseconds; @throws UsageError */
export function parseDuration(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    throw new UsageError('must be a duration such as 500ms, 90s, 5m or 1h30m');
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  const ms = parts.reduce((total, [, amount, unit = '']) => total + Number(amount) * (MS[unit] ?? 0), 0);
  return atMost(LONGEST_MS, '104249991d', Math.round(ms));
}

/** Node's timers take 31 bits of milliseconds; a longer time would become 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** For durations that a timer waits for. @returns whole milliseconds; @throws UsageError */
export function parseTimeout(text: string): number {
  return atMost(LONGEST_TIMER_MS, '24d', parseDuration(text));
}

const DAY_SECONDS = 86_400;

/** A plain number is one of seconds. @returns whole seconds; @throws UsageError */
export function parseInterval(text: string): number {
  const seconds = /^\d+$/.test(text) ? Number(text) : parseDuration(text) / 1000;
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= DAY_SECONDS) return seconds;
  throw new UsageError('must be whole seconds from 1s to 1d, such as 60s or 5m');
}

/** @returns bytes; @throws UsageError */
export function parseSize(text: string): number {
  const [, amount, unit = ''] = /^(\d+)(B|KiB|MiB|GiB)?$/.exec(text) ?? [];
  if (amount === undefined) throw new UsageError('must be a size such as 65536, 64KiB or 10MiB');
  return atMost(Number.MAX_SAFE_INTEGER, '8388607GiB', Number(amount) * (BYTES[unit] ?? 1));
}

/** @returns a parser of whole numbers that are at least `least` */
export function parseCount(least: number): FlagParser<number> {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least) throw new UsageError(`must be a whole number, at least ${least}`);
    return atMost(Number.MAX_SAFE_INTEGER, String(Number.MAX_SAFE_INTEGER), value);
  };
}

/** @throws UsageError that shows the limit as a flag spells it */
function atMost(limit: number, shown: string, value: number): number {
  if (value > limit) throw new UsageError(`must be at most ${shown}`);
  return value;
}
