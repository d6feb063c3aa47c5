#!/usr/bin/env node
// The bin: connects run() to the process and does nothing else.
import { run } from './run.ts';

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort(name));

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, signal: stop.signal, now: Date.now });
// An input that is still open (a terminal, a pipe whose writer lives on) must not keep a finished program alive.
stdin.destroy();
