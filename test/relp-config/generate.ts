// Runs `generate rsyslog` in this process, as the command line would.
import { Readable, Writable } from 'node:stream';
import { generateRsyslogCommand } from '../../src/commands/generate-rsyslog.ts';
import { UsageError } from '../../src/io.ts';

export interface Generated {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | undefined;
  /** of the UsageError that it ended with */
  readonly problems: readonly string[];
}

export const IDENTITY = ['--project', 'foo', '--shoot', 'bar', '--shoot-uid', 'uid-1'] as const;

export async function generate(args: readonly string[]): Promise<Generated> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const stdin = Readable.from([]);
  const { signal } = new AbortController();
  const io = {
    stdin,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    stopSignal: () => signal,
    now: () => 0,
    monotonicMs: () => 0,
  };
  let code: number | undefined;
  try {
    await generateRsyslogCommand(io, (value) => (code = value)).parseAsync(args, { from: 'user' });
    return { ...written, code, problems: [] };
  } catch (error) {
    if (error instanceof UsageError) return { ...written, code, problems: error.problems };
    throw error;
  }
}
