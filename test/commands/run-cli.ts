// Runs the whole program in this process, with what it reads and writes in hand.
import { Readable, Writable } from 'node:stream';
import { run } from '../../src/run.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * @param stdin chunks as they come, text or bytes
 * @param now of both clocks
 */
export async function runCli(
  argv: readonly string[],
  stdin: readonly (string | Uint8Array)[] = [],
  now = () => 1_000,
): Promise<Ran> {
  const text = { stdout: '', stderr: '' };
  const into = (name: keyof typeof text): Writable =>
    new Writable({
      write(chunk, _, done) {
        text[name] += String(chunk);
        done();
      },
    });
  const code = await run(argv, {
    stdin: Readable.from(stdin.map((chunk) => Buffer.from(chunk as string))),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: {},
    stopSignal: () => new AbortController().signal,
    now,
    monotonicMs: now,
  });
  return { code, ...text };
}
