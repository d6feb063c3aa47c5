// The thread that compares passwords: bcrypt in plain JavaScript would hold up collecting and scrapes for 100 ms at a time.
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';
import type { PasswordJob } from './auth.ts';

// On Linux the priority is the thread's alone: where the program has one core, collecting and scrapes come first.
if (process.platform === 'linux') setPriority(10);

parentPort?.on('message', ({ password, hash, padding }: PasswordJob) => {
  const matches = compareSync(password, hash);
  if (!matches) for (const other of padding) compareSync(password, other);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
  parentPort?.postMessage(matches);
});
