// Replaces a textfile of node-exporter's collector: temporary file in the same folder, then rename, so that no reader ever
// sees half of it. While a write is under way only the newest request is kept; what failed is tried again with the next.
import { open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** from an emission to its writing; far below any interval at which rsyslog reports */
const PAUSE_MS = 50;

export interface TextfileResults {
  success: number;
  failure: number;
}

export interface Textfile {
  /** Asks for the file to be replaced; returns at once. */
  request(): void;
  /** Settles when nothing is under way and nothing is asked for. */
  settled(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * @param render gives the whole content when it is to be written
 * @param results is counted up after each attempt
 * @param failed is told of each failed write; the old file stays
 */
export function createTextfile(
  file: string,
  render: () => Promise<Buffer>,
  results: TextfileResults,
  failed: (error: Error) => void,
): Textfile {
  // The process id keeps two writers apart; the leading dot and the ending keep node-exporter away.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  const pause = createPause();
  let wanted = false;
  let running: Promise<void> | undefined;

  let cleaned = false;
  let hurried = false;
  const run = async (): Promise<void> => {
    if (!cleaned) await removeLeftovers(file);
    cleaned = true;
    while (wanted) {
      // A backlog brings emissions faster than anybody reads the file: the last one of each while is enough.
      if (!hurried) await pause.wait(PAUSE_MS);
      wanted = false;
      try {
        await replace(file, temporary, await render());
        results.success++;
      } catch (error) {
        results.failure++;
        await unlink(temporary).catch(() => {});
        failed(error as Error);
      }
    }
    running = undefined;
  };

  return {
    request: () => {
      wanted = true;
      running ??= run();
    },
    settled: async () => {
      hurried = true;
      pause.end();
      await running;
    },
    remove: () => unlink(file),
  };
}

/** A wait that can be cut short. */
function createPause(): { wait(ms: number): Promise<void>; end(): void } {
  let end = (): void => {};
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => end(),
  };
}

/** No fsync: after a crash of the machine the next batch writes the file anew, and a rename over it is never empty before. */
async function replace(file: string, temporary: string, content: Buffer): Promise<void> {
  const handle = await open(temporary, 'w', 0o644);
  try {
    // Whatever the umask: node-exporter usually runs as another user.
    await handle.chmod(0o644);
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Temporary files of writers that were killed; those of writers that live stay. */
async function removeLeftovers(file: string): Promise<void> {
  const pattern = new RegExp(`^\\.${escape(basename(file))}\\.(\\d+)\\.tmp$`);
  const names = await readdir(dirname(file)).catch(() => []);
  for (const name of names) {
    const pid = Number(pattern.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await unlink(join(dirname(file), name)).catch(() => {});
  }
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @returns the file's text, or undefined when there is none that can be read */
export async function readTextfile(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
