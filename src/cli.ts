#!/usr/bin/env node
// The executable: connects run() to the process.
import { fstatSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { run } from './run.ts';

const STEP_BYTES = 65_536;
/** How long a file is read before signals, timers and requests are served. */
const TURN_MS = 200;

const { stdout, stderr, env } = process;
const stdin = openStdin();
// The reader of the output may be gone (rsyslogd was killed, a pipe into head); a batch is finished all the same.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  stopSignal,
  now: Date.now,
  monotonicMs: () => performance.now(),
});
// An input that is still open (a terminal, a pipe whose writer continues) must not keep the finished program running.
stdin.destroy();

/** A handler would wait for the event loop: without one, a signal also ends a program that is blocked in opening a FIFO. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort(name));
  return stop.signal;
}

/**
 * A redirected file is read with few turns of the event loop: node's own stdin takes 1.1 times the CPU time for 40,000 lines
 * (Node 20).
 */
function openStdin(): Readable {
  try {
    if (fstatSync(0).isFile()) return readFileInSteps(0);
  } catch {
    // Standard input is closed: process.stdin is then an empty stream.
  }
  return process.stdin;
}

function readFileInSteps(fd: number): Readable {
  let turnStartedAt = performance.now();
  const readStep = (stream: Readable): void => {
    try {
      const step = Buffer.allocUnsafe(STEP_BYTES);
      const bytes = readSync(fd, step);
      stream.push(bytes === 0 ? null : step.subarray(0, bytes));
    } catch (cause) {
      stream.destroy(cause as Error);
    }
  };
  return new Readable({
    highWaterMark: STEP_BYTES,
    read() {
      if (performance.now() - turnStartedAt < TURN_MS) {
        readStep(this);
        return;
      }
      setImmediate(() => {
        turnStartedAt = performance.now();
        readStep(this);
      });
    },
  });
}
