// Values below zero of counters that only rise: rsyslog writes counters as signed integers, so one that underflowed is negative.
// Such a value is rejected, since it would lower a sum; gauges may be negative.
import { reject, type ObjectRecord, type Reject, type Value } from '../impstats/record.ts';
import type { Namer } from './naming/namer.ts';

export interface WithoutUnderflows {
  readonly record: ObjectRecord;
  /** one per value that was taken out */
  readonly rejected: readonly Reject[];
}

/** @returns undefined when there is nothing to take out, as in nearly every line */
export function withoutUnderflows(record: ObjectRecord, namer: Namer): WithoutUnderflows | undefined {
  if (!record.values.some(isNegative)) return undefined;
  const { shape, values } = record;
  const isUnderflow = (key: string, i: number): boolean =>
    isNegative(values[i] ?? 0) && namer.name(shape, key, false).isCounter;
  const isTaken = shape.keys.map((key, i) => !isUnderflow(key, i));
  const keys = shape.keys.filter((_, i) => isTaken[i]);
  if (keys.length === values.length) return undefined;
  const rejected = shape.keys
    .filter((_, i) => !isTaken[i])
    .map((key) => reject('bad_value', 0, `the number of "${key}" is negative, and that counter only rises`));
  return { record: { ...record, shape: { ...shape, keys }, values: values.filter((_, i) => isTaken[i]) }, rejected };
}

function isNegative(value: Value): boolean {
  return value < 0;
}
