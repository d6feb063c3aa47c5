// Runs a program for a test: captured output, an exit that can be awaited, and no way to outlive the test run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { atEnd } from './cleanup.ts';
import { until, type Deadline } from './until.ts';

export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface StartOptions {
  readonly cwd?: string;
  /** the whole environment; default: that of the test process */
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  readonly stdin: Writable;
  readonly exited: Promise<ExitStatus>;
  /** all that was written so far */
  stdout(): string;
  stderr(): string;
  isRunning(): boolean;
  /** @throws Error at the deadline, or as soon as the program has ended without writing it */
  waitForOutput(
    pattern: RegExp,
    options?: Deadline & { readonly from?: 'stdout' | 'stderr' },
  ): Promise<RegExpExecArray>;
  send(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when the program is still there at the deadline; harmless when it has ended */
  stop(options?: Deadline): Promise<ExitStatus>;
  /** SIGKILL: what a crash looks like to the others */
  kill(): Promise<ExitStatus>;
}

// Keeps its process id through exec, and lets the kernel end the program when the test process dies without a goodbye.
const SETPRIV = '/usr/bin/setpriv';
const GUARD = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];

/** @throws Error when the program cannot be started */
export async function startProcess(
  command: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<RunningProcess> {
  const [file, ...rest] = [...GUARD, command, ...args];
  const child = spawn(file as string, rest, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk));
  // The program may end before it has read its input; its exit status tells the test about that.
  child.stdin.on('error', () => {});
  const exited = new Promise<ExitStatus>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  await once(child, 'spawn');

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const kill = () => {
    child.kill('SIGKILL');
    return exited;
  };
  const stop = ({ deadlineMs = 10_000 }: Deadline = {}) => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => void kill(), deadlineMs);
    return exited.finally(() => clearTimeout(timer));
  };
  const forget = atEnd(async () => void (await kill()));
  void exited.then(forget);

  return {
    pid: child.pid as number,
    stdin: child.stdin,
    exited,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    isRunning,
    send: (signal) => void child.kill(signal),
    kill,
    async waitForOutput(pattern, { from = 'stdout', ...deadline } = {}) {
      let found: RegExpExecArray | null = null;
      const search = () => {
        found = pattern.exec(output[from]);
        return found !== null || !isRunning() || Promise.reject(new Error(JSON.stringify(output)));
      };
      await until(`${command} to write ${pattern} to ${from}`, search, deadline);
      if (found === null) throw new Error(`${command} ended without writing ${pattern}: ${JSON.stringify(output)}`);
      return found;
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. An exit code other than 0 is a result, not an error. */
export async function runProcess(
  command: string,
  args: readonly string[],
  { stdin = '', ...options }: StartOptions & { readonly stdin?: string } = {},
): Promise<Finished> {
  const running = await startProcess(command, args, options);
  running.stdin.end(stdin);
  const { code } = await running.exited;
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}
