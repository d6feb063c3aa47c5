// What the collector counts about its own work. Plain numbers: the exposition turns them into metrics.
import { BATCH_RESULTS, type BatchResult } from '../impstats/batch.ts';
import { REJECT_REASONS, type RejectReason } from '../impstats/record.ts';

/**
 * The limit that dropped an object:
 * - batch_size: on the objects of a batch
 * - sources: on hosts
 * - name_length: on the name of its host
 * - memory: on the memory for batches or hosts
 */
export type ObjectDropReason = 'batch_size' | HostDropReason;
export type HostDropReason = 'sources' | 'name_length' | 'memory';

/** Starts at zero for every reason, so that increase() sees the first case. */
export interface Counts {
  readonly lines: number;
  readonly rejected: Readonly<Record<RejectReason, number>>;
  readonly batches: Readonly<Record<BatchResult, number>>;
  /** datagrams and connections that an input refused before any line was read */
  readonly refused: Readonly<Record<string, number>>;
  readonly dropped: Readonly<Record<ObjectDropReason, number>>;
}

/** @param refusals the reasons for which inputs refuse */
export function zeroCounts(refusals: readonly string[]) {
  return {
    lines: 0,
    rejected: zeros(REJECT_REASONS),
    batches: zeros(BATCH_RESULTS),
    refused: zeros(refusals),
    dropped: zeros<ObjectDropReason>(['batch_size', 'sources', 'name_length', 'memory']),
  };
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
}
