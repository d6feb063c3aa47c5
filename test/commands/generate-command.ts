// `rsyslog-pstat generate` through the front door, in this process.
import { Readable, Writable } from 'node:stream';
import { run } from '../../src/run.ts';

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function generate(...args: readonly string[]): Promise<Result> {
  const text = { stdout: '', stderr: '' };
  const into = (name: keyof typeof text): Writable =>
    new Writable({
      write(chunk, _, done) {
        text[name] += String(chunk);
        done();
      },
    });
  const code = await run(['generate', ...args], {
    stdin: Readable.from([]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: {},
    stopSignal: () => new AbortController().signal,
    now: () => 0,
    monotonicMs: () => 0,
  });
  return { code, ...text };
}
