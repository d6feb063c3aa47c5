// Decides when to publish: at once after a batch with objects; after other changes, such as rejected lines, when no bytes arrive for
// the gap, and during a flood of them every two gaps. Closes the batches that the gap ends. Its timer runs only while bytes arrive
// or a batch is open.
import type { Collector } from '../../collector/collector.ts';

export class PublishTimer {
  readonly #collector: Collector;
  readonly #gapMs: number;
  readonly #now: () => number;
  readonly #publish: () => void;
  #timeout: NodeJS.Timeout | undefined;
  #readAt = -Infinity;
  /** when the first change came that is not published yet */
  #changedAt = Infinity;
  /** what was published last */
  #revision = 0;
  #filledBatches = 0;

  constructor(collector: Collector, gapMs: number, now: () => number, publish: () => void) {
    this.#collector = collector;
    this.#gapMs = gapMs;
    this.#now = now;
    this.#publish = publish;
  }

  noteRead(): void {
    this.#readAt = this.#now();
    this.noteChange();
    if (this.#collector.filledBatches > this.#filledBatches) this.#publishAll();
  }

  noteChange(): void {
    this.#changedAt = Math.min(this.#changedAt, this.#now());
    this.#timeout ??= setTimeout(() => this.#elapse(), this.#gapMs);
  }

  stop(): void {
    clearTimeout(this.#timeout);
  }

  #elapse(): void {
    const now = this.#now();
    const quietMs = now - this.#readAt;
    const isQuiet = quietMs >= this.#gapMs;
    // Not while reading: bytes of a file are stamped with its time, so a batch that is being read may look old.
    if (isQuiet) this.#collector.closeQuiet(now);
    const isDue = isQuiet || now - this.#changedAt >= 2 * this.#gapMs;
    if (isDue && this.#collector.revision > this.#revision) this.#publishAll();
    const isDone = isQuiet && !this.#collector.hasOpenBatches;
    this.#timeout = isDone
      ? undefined
      : setTimeout(() => this.#elapse(), isQuiet ? this.#gapMs : this.#gapMs - quietMs);
  }

  #publishAll(): void {
    this.#changedAt = Infinity;
    this.#revision = this.#collector.revision;
    this.#filledBatches = this.#collector.filledBatches;
    this.#publish();
  }
}
