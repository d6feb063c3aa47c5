// Runs `doctor` in this process, as the command line would.
import { Readable, Writable } from 'node:stream';
import type { CheckFinding } from '../../src/doctor/index.ts';
import { run } from '../../src/run.ts';

export interface Examined {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function doctor(flags: readonly string[]): Promise<Examined> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const io = { stdin: Readable.from([]), stdout: sink('stdout'), stderr: sink('stderr'), env: {} };
  const code = await run(['doctor', ...flags], {
    ...io,
    stopSignal: () => new AbortController().signal,
    now: Date.now,
    monotonicMs: Date.now,
  });
  return { code, ...written };
}

export async function findings(flags: readonly string[]): Promise<{ code: number; found: readonly CheckFinding[] }> {
  const { code, stdout } = await doctor([...flags, '--format', 'json']);
  return { code, found: JSON.parse(stdout) as CheckFinding[] };
}
