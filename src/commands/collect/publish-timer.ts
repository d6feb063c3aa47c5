// Decides when to publish: at once after a batch, and within the gap after any other change, so that a flood of bad lines or
// refused connections costs no more than that. Closes the batches that a quiet gap ends. Runs only while something happens.
import type { Collector } from '../../collector/collector.ts';

export class PublishTimer {
  readonly #collector: Collector;
  readonly #gapMs: number;
  readonly #now: () => number;
  readonly #publish: () => void;
  #timeout: NodeJS.Timeout | undefined;
  #readAt = 0;
  /** what was published last */
  #revision = 0;
  #endedBatches = 0;

  constructor(collector: Collector, gapMs: number, now: () => number, publish: () => void) {
    this.#collector = collector;
    this.#gapMs = gapMs;
    this.#now = now;
    this.#publish = publish;
  }

  noteRead(): void {
    this.#readAt = this.#now();
    if (this.#collector.endedBatches > this.#endedBatches) this.#publishAll();
    this.noteChange();
  }

  noteChange(): void {
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
    if (this.#collector.revision > this.#revision) this.#publishAll();
    const isDone = isQuiet && !this.#collector.hasOpenBatches;
    this.#timeout = isDone
      ? undefined
      : setTimeout(() => this.#elapse(), isQuiet ? this.#gapMs : this.#gapMs - quietMs);
  }

  #publishAll(): void {
    this.#revision = this.#collector.revision;
    this.#endedBatches = this.#collector.endedBatches;
    this.#publish();
  }
}
