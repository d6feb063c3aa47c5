// Collects the objects of one emission: what lies between BEGIN and END or, without brackets, what comes without a quiet gap.
// Which of the two it is shows itself in the stream. Holds the clock's readings that it is given, never a clock.
import { reject, type Item, type ObjectRecord, type Reject } from './record.ts';

/**
 * - complete: from BEGIN to END
 * - unbracketed: ended by a quiet gap, the end of input, or the next emission's first object
 * - incomplete: BEGIN without END, END without BEGIN, or objects outside brackets in a bracketed stream
 */
export const BATCH_RESULTS = ['complete', 'unbracketed', 'incomplete'] as const;
export type BatchResult = (typeof BATCH_RESULTS)[number];

export interface Batch {
  readonly records: readonly ObjectRecord[];
  readonly result: BatchResult;
  /** when its last line was read, milliseconds since the epoch */
  readonly at: number;
  /** objects that were left out because the batch was larger than the limit */
  readonly droppedObjects: number;
}

export class BatchAssembler {
  readonly #maxObjects: number;
  readonly #emit: (batch: Batch) => void;
  #records: ObjectRecord[] = [];
  #dropped = 0;
  #begun = false;
  #bracketed = false;
  /** resource-usage was seen: all but the last few objects of an emission are here */
  #nearEnd = false;
  #at = 0;

  constructor(maxObjects: number, emit: (batch: Batch) => void) {
    this.#maxObjects = maxObjects;
    this.#emit = emit;
  }

  /** Whether something waits for the end of its batch. */
  get isOpen(): boolean {
    return this.#begun || this.#records.length > 0;
  }

  /** When the last item came, milliseconds since the epoch. */
  get lastAt(): number {
    return this.#at;
  }

  /** @returns a reject when the item does not fit where it stands */
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
      ? reject('unexpected_end', 0, 'END without BEGIN; the objects before it are taken as a part of a batch')
      : undefined;
  }

  /** No more is to be expected of the open batch: the quiet gap passed, or the input ended. */
  close(): void {
    const isBare = !this.#begun && this.#records.length > 0;
    this.#finish(this.#begun || this.#bracketed ? 'incomplete' : 'unbracketed');
    // Neither BEGIN nor END: if that goes on, rsyslog does not write them any more.
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
   * Without brackets, and with an interval shorter than the gap, only the content tells where an emission starts: its first
   * object comes again, after resource-usage. (Objects of equal names within one emission stand before it or behind it.)
   */
  #startsAnew(record: ObjectRecord): boolean {
    if (this.#begun || !this.#nearEnd) return false;
    const first = this.#records[0]?.shape;
    return first !== undefined && first.name === record.shape.name && first.origin === record.shape.origin;
  }
}
