// What the collector counts about its own work. Plain numbers: the exposition turns them into metrics.
import { BATCH_RESULTS, type BatchResult } from '../impstats/batch.ts';
import { REJECT_REASONS, type RejectReason } from '../impstats/record.ts';

export interface Counts {
  lines: number;
  readonly rejected: Record<RejectReason, number>;
  readonly batches: Record<BatchResult, number>;
  /** by what an input refused before any line was looked at; filled in by the inputs' owner */
  readonly refused: Record<string, number>;
}

export function noCounts(): Counts {
  return { lines: 0, rejected: zeros(REJECT_REASONS), batches: zeros(BATCH_RESULTS), refused: {} };
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
}
