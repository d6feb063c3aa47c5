// Durations and sizes as they are written in flags: 90s, 5m, 1h30m; 64KiB, 10MiB, or a plain number of bytes.
import { InvalidArgumentError } from 'commander';

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** @returns milliseconds; for use as commander's argument parser */
export function parseDuration(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    throw new InvalidArgumentError('a duration looks like 500ms, 90s, 5m or 1h30m');
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  return parts.reduce((total, [, amount, unit = '']) => total + Number(amount) * (MS[unit] ?? 0), 0);
}

/** @returns bytes; for use as commander's argument parser */
export function parseSize(text: string): number {
  const [, amount, unit = ''] = /^(\d+)(B|KiB|MiB|GiB)?$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('a size looks like 65536, 64KiB or 10MiB');
  return Number(amount) * (BYTES[unit] ?? 1);
}

/** @returns a whole number of at least `least`; makes a parser for commander */
export function parseCount(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least)
      throw new InvalidArgumentError(`must be a whole number, at least ${least}`);
    return value;
  };
}
