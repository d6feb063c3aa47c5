// Compares passwords in a separate thread, which starts with the first one and never keeps the program from ending.
import { Worker } from 'node:worker_threads';
import type { ComparePassword } from './auth.ts';

interface Waiting {
  readonly resolve: (matches: boolean) => void;
  readonly reject: (error: Error) => void;
}

/** @param worker the built password-worker.ts; a thread that fails rejects what waits for it, and the next password starts another */
export function createPasswordThread(worker = new URL('./password-worker.js', import.meta.url)): ComparePassword {
  let thread: { readonly worker: Worker; readonly waiting: Waiting[] } | undefined;

  const start = () => {
    const started = { worker: new Worker(worker), waiting: [] as Waiting[] };
    const fail = (error: Error): void => {
      if (thread === started) thread = undefined;
      for (const { reject } of started.waiting.splice(0)) reject(error);
    };
    // It answers in the order of the questions.
    started.worker.on('message', (matches: boolean) => started.waiting.shift()?.resolve(matches));
    started.worker.on('error', fail);
    started.worker.on('exit', () => fail(new Error('the thread that compares passwords has ended')));
    started.worker.unref();
    return started;
  };

  return (job) =>
    new Promise((resolve, reject) => {
      thread ??= start();
      thread.waiting.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
      thread.worker.postMessage(job);
    });
}
