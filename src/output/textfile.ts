// Replaces a textfile for node-exporter on request. While a write is under way only the newest request is kept; a failed
// write is repeated with the next request.
import { unlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { removeLeftovers, replaceFile } from './replace-file.ts';

/** From a request to its write; far below any interval at which rsyslog reports. */
const PAUSE_MS = 50;

/** Independent of the umask: node-exporter usually runs as another user. */
const MODE = 0o644;

export class Textfile {
  readonly #file: string;
  readonly #reportFailure: (error: Error) => void;
  readonly #writes = { success: 0, failure: 0 };
  readonly #hurry = new AbortController();
  #requested: (() => Promise<Buffer>) | undefined;
  #running: Promise<void> | undefined;
  #isClean = false;
  #hasFailed = false;

  /** @param reportFailure is called for each failed write; the old file stays */
  constructor(file: string, reportFailure: (error: Error) => void) {
    this.#file = file;
    this.#reportFailure = reportFailure;
  }

  /** Attempts to write, by result; the same object at each call. */
  get writes(): Readonly<Record<'success' | 'failure', number>> {
    return this.#writes;
  }

  /**
   * Asks for the file to be replaced; returns at once.
   * @param render gives the whole content when it is to be written
   */
  request(render: () => Promise<Buffer>): void {
    this.#requested = render;
    this.#running ??= this.#run();
  }

  /**
   * Settles when what was requested is written, from now on without a pause.
   * @returns false when the last write failed
   */
  async flush(): Promise<boolean> {
    this.#hurry.abort();
    await this.#running;
    return !this.#hasFailed;
  }

  remove(): Promise<void> {
    return unlink(this.#file);
  }

  async #run(): Promise<void> {
    if (!this.#isClean) await removeLeftovers(this.#file);
    this.#isClean = true;
    while (this.#requested) {
      // A backlog brings batches faster than the file is read: the last one within a pause is enough.
      await pause(PAUSE_MS, undefined, { signal: this.#hurry.signal }).catch(() => {});
      const render = this.#requested;
      this.#requested = undefined;
      await this.#write(render);
    }
    this.#running = undefined;
  }

  async #write(render: () => Promise<Buffer>): Promise<void> {
    try {
      await replaceFile(this.#file, await render(), MODE);
      this.#writes.success++;
      this.#hasFailed = false;
    } catch (error) {
      this.#writes.failure++;
      this.#hasFailed = true;
      this.#reportFailure(error as Error);
    }
  }
}
