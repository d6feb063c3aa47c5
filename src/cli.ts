#!/usr/bin/env node
// The bin: connects run() to the process and does nothing else.
import { fstatSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { run } from './run.ts';

const STEP_BYTES = 262_144;

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort(name));

const { stdout, stderr, env } = process;
const stdin = openStdin();
// Whoever read our output may be gone (rsyslogd was killed, a pipe into head): no reason to stop in the middle of a batch.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, signal: stop.signal, now: Date.now });
// An input that is still open (a terminal, a pipe whose writer lives on) must not keep a finished program alive.
stdin.destroy();

/** A recording that is redirected into us needs no event loop between its parts; node's own stdin takes a turn for each. */
function openStdin(): Readable {
  try {
    if (fstatSync(0).isFile()) return readFileInSteps(0);
  } catch {
    // Standard input is closed: process.stdin is then an empty stream.
  }
  return process.stdin;
}

function readFileInSteps(fd: number): Readable {
  return new Readable({
    highWaterMark: STEP_BYTES,
    read() {
      const step = Buffer.allocUnsafe(STEP_BYTES);
      const bytes = readSync(fd, step);
      this.push(bytes === 0 ? null : step.subarray(0, bytes));
    },
  });
}
