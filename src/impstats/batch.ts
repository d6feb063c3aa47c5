// Assembles batches: the objects between BEGIN and END or, without brackets, the objects up to a quiet gap. It recognises in the
// stream which of the two applies. Times are passed in; it has no clock.
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
  /** when its last line was read, milliseconds since the epoch */
  readonly at: number;
  /** objects beyond the limit */
  readonly droppedObjects: number;
}

export class BatchAssembler {
  readonly #maxObjects: number;
  readonly #emit: (batch: Batch) => void;
  #records: ObjectRecord[] = [];
  #dropped = 0;
  #begun = false;
  #bracketed = false;
  /** resource-usage was seen, which only a few objects of a batch follow */
  #nearEnd = false;
  #at = 0;

  constructor(maxObjects: number, emit: (batch: Batch) => void) {
    this.#maxObjects = maxObjects;
    this.#emit = emit;
  }

  /** Whether a batch has begun and not ended. */
  get isOpen(): boolean {
    return this.#begun || this.#records.length > 0;
  }

  /** When the last item arrived, milliseconds since the epoch. */
  get lastAt(): number {
    return this.#at;
  }

  /** @returns a reject for an END without BEGIN */
  push(item: Item, at: number): Reject | undefined {
    if (item.kind === 'reject') return undefined;
    if (item.kind === 'object') {
      if (this.#startsAnew(item)) this.close();
      this.#at = at;
      this.#add(item);
      return undefined;
    }
    if (item.kind === 'begin') {
      this.close();
      this.#bracketed = true;
      this.#begun = true;
      this.#at = at;
      return undefined;
    }
    const stray = !this.#begun;
    this.#bracketed = true;
    this.#at = at;
    this.#finish(stray ? 'incomplete' : 'complete');
    return stray
      ? reject('unexpected_end', 0, 'END without BEGIN; the objects before it count as an incomplete batch')
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
    const batch = { records: this.#records, result, at: this.#at, droppedObjects: this.#dropped };
    const isEmpty = this.#records.length === 0 && !this.#begun;
    this.#records = [];
    this.#dropped = 0;
    this.#begun = false;
    this.#nearEnd = false;
    if (!isEmpty) this.#emit(batch);
  }

  #add(record: ObjectRecord): void {
    if (this.#records.length >= this.#maxObjects) this.#dropped++;
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
