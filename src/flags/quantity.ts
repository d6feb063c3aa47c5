// Durations, sizes and counts as flags spell them: 90s, 5m, 1h30m; 64KiB, 10MiB or a plain number of bytes; whole numbers.
import { UsageError } from '../io.ts';
import type { FlagParser } from './reader.ts';

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** @returns milliseconds; @throws UsageError */
export function parseDuration(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    throw new UsageError('must be a duration such as 500ms, 90s, 5m or 1h30m');
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  return parts.reduce((total, [, amount, unit = '']) => total + Number(amount) * (MS[unit] ?? 0), 0);
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
  return Number(amount) * (BYTES[unit] ?? 1);
}

/** @returns a parser of whole numbers that are at least `least` */
export function parseCount(least: number): FlagParser<number> {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least) throw new UsageError(`must be a whole number, at least ${least}`);
    return value;
  };
}
