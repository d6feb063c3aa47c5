// Assembles batches: the objects between BEGIN and END or, without brackets, the objects up to a quiet gap. It recognises in the
// stream which of the two applies. Times are passed in; it has no clock.
import { MemoryBudget, type MemoryHolding } from '../memory.ts';
import { reject, type Item, type ObjectRecord, type Reject } from './record.ts';

/**
 * - complete: from BEGIN to END
 * - unbracketed: ended by a quiet gap, the end of input, or the first object of the next batch
 * - incomplete: BEGIN without END, END without BEGIN, or objects outside brackets in a bracketed stream
 */
export const BATCH_RESULTS = ['complete', 'unbracketed', 'incomplete'] as const;
export type BatchResult = (typeof BATCH_RESULTS)[number];

export interface Batch {
  readonly records: readonly ObjectRecord[];
  readonly result: BatchResult;
  /** when its last line was written, milliseconds since the epoch */
  readonly at: number;
  /** the same by a clock that is never set, milliseconds: spans of time are measured with it */
  readonly monotonicMs: number;
  /** objects beyond the limit */
  readonly droppedObjects: number;
  /** objects for which there was no memory */
  readonly droppedForMemory: number;
}

export class BatchAssembler {
  readonly #maxObjects: number;
  readonly #emit: (batch: Batch) => void;
  #records: ObjectRecord[] = [];
  #dropped = 0;
  #droppedForMemory = 0;
  #begun = false;
  #bracketed = false;
  /** resource-usage was seen, which only a few objects of a batch follow */
  #nearEnd = false;
  #at = 0;
  #monotonicMs = 0;
  readonly #memory: MemoryHolding;
  readonly #maxBytes: number;

  /** @param account pays for the objects of the open batch, which may take a quarter of it */
  constructor(maxObjects: number, emit: (batch: Batch) => void, account = new MemoryBudget().batches) {
    this.#maxObjects = maxObjects;
    this.#emit = emit;
    this.#memory = account.open();
    this.#maxBytes = account.limit / 4;
  }

  /** Whether a batch has begun and not ended. */
  get isOpen(): boolean {
    return this.#begun || this.#records.length > 0;
  }

  /** When the last item was written, milliseconds of the monotonic clock. */
  get lastMs(): number {
    return this.#monotonicMs;
  }

  /**
   * @param at when it was written, milliseconds since the epoch
   * @param monotonicMs the same by the monotonic clock
   * @param bytes memory that it takes, about
   * @returns a reject for an END without BEGIN
   */
  push(item: Item, at: number, monotonicMs = at, bytes = 0): Reject | undefined {
    if (item.kind === 'reject') return undefined;
    if (item.kind === 'object') {
      if (this.#startsAnew(item)) this.close();
      this.#setTime(at, monotonicMs);
      this.#add(item, bytes);
      return undefined;
    }
    if (item.kind === 'begin') {
      this.close();
      this.#bracketed = true;
      this.#begun = true;
      this.#setTime(at, monotonicMs);
      return undefined;
    }
    const stray = !this.#begun;
    this.#bracketed = true;
    this.#setTime(at, monotonicMs);
    this.#finish(stray ? 'incomplete' : 'complete');
    return stray
      ? reject('unexpected_end', 0, 'END without BEGIN; the objects before it count as an incomplete report')
      : undefined;
  }

  /** Ends the open batch: the quiet gap passed, or the input ended. */
  close(): void {
    const isBare = !this.#begun && this.#records.length > 0;
    this.#finish(this.#begun || this.#bracketed ? 'incomplete' : 'unbracketed');
    // Neither BEGIN nor END: rsyslog may have stopped to write them.
    if (isBare) this.#bracketed = false;
  }

  #finish(result: BatchResult): void {
    const batch = {
      records: this.#records,
      result,
      at: this.#at,
      monotonicMs: this.#monotonicMs,
      droppedObjects: this.#dropped,
      droppedForMemory: this.#droppedForMemory,
    };
    const isEmpty = this.#records.length === 0 && !this.#begun;
    this.#records = [];
    this.#dropped = 0;
    this.#droppedForMemory = 0;
    this.#begun = false;
    this.#nearEnd = false;
    if (!isEmpty) this.#emit(batch);
    this.#memory.clear();
  }

  #setTime(at: number, monotonicMs: number): void {
    this.#at = at;
    this.#monotonicMs = monotonicMs;
  }

  #add(record: ObjectRecord, bytes: number): void {
    if (this.#records.length >= this.#maxObjects) this.#dropped++;
    else if (this.#memory.bytes + bytes > this.#maxBytes || !this.#memory.take(bytes)) this.#droppedForMemory++;
    else this.#records.push(record);
    if (record.shape.name === 'resource-usage') this.#nearEnd = true;
  }

  /**
   * Without brackets, and with an interval shorter than the gap, a batch starts where the first object of the open one comes
   * again after resource-usage. (Objects of equal names within one batch stand all before it or all behind it.)
   */
  #startsAnew(record: ObjectRecord): boolean {
    if (this.#begun || !this.#nearEnd) return false;
    const first = this.#records[0]?.shape;
    return first !== undefined && first.name === record.shape.name && first.origin === record.shape.origin;
  }
}
