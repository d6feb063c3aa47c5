// Replaces a textfile of node-exporter's collector: temporary file in the same folder, then rename, so that no reader ever
// sees half of it. While a write is under way only the newest request is kept; a failed write is repeated with the next one.
import { open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** From a request to its write; far below any interval at which rsyslog reports. */
const PAUSE_MS = 50;

export class Textfile {
  readonly #file: string;
  readonly #temporary: string;
  readonly #reportFailure: (error: Error) => void;
  readonly #writes = { success: 0, failure: 0 };
  readonly #hurry = new AbortController();
  #requested: (() => Promise<Buffer>) | undefined;
  #running: Promise<void> | undefined;
  #isClean = false;

  /** @param reportFailure is called for each failed write; the old file stays */
  constructor(file: string, reportFailure: (error: Error) => void) {
    this.#file = file;
    // The process id keeps two writers apart; the leading dot and the ending keep node-exporter away.
    this.#temporary = `${temporaryPrefix(file)}${process.pid}.tmp`;
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

  /** Settles when what was requested is written, from now on without a pause. */
  async flush(): Promise<void> {
    this.#hurry.abort();
    await this.#running;
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
      await replace(this.#file, this.#temporary, await render());
      this.#writes.success++;
    } catch (error) {
      this.#writes.failure++;
      await unlink(this.#temporary).catch(() => {});
      this.#reportFailure(error as Error);
    }
  }
}

/** @returns the file's text, or undefined when there is none that can be read */
export async function readTextfile(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function temporaryPrefix(file: string): string {
  return join(dirname(file), `.${basename(file)}.`);
}

/** No fsync: after a crash of the machine the next batch replaces the file, and a rename over it never leaves it empty before. */
async function replace(file: string, temporary: string, content: Buffer): Promise<void> {
  const handle = await open(temporary, 'w', 0o644);
  try {
    // Independent of the umask: node-exporter usually runs as another user.
    await handle.chmod(0o644);
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Removes temporary files of writers that were killed; those of running writers stay. */
async function removeLeftovers(file: string): Promise<void> {
  const prefix = temporaryPrefix(file);
  const names = await readdir(dirname(file)).catch(() => []);
  for (const path of names.map((name) => join(dirname(file), name))) {
    const pid = path.startsWith(prefix) ? Number(/^(\d+)\.tmp$/.exec(path.slice(prefix.length))?.[1]) : NaN;
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await unlink(path).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
