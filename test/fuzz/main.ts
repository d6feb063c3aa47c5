// `npm run fuzz`: gives each target its share of the time, in a separate thread, so that one that never ends or exhausts its
// memory is a finding too. What it finds is saved into the corpus. Exit code 1 when there are findings.
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { save } from './corpus.ts';
import { fuzz, type Found, type Tally } from './engine.ts';
import { TARGETS as IN_MEMORY } from './targets/index.ts';
import { LIVE_TARGETS } from './targets/live.ts';

/** A single input, with its measurements, is not worth more. */
const HANG_MS = 120_000;
const HEAP_MIB = 1_500;
/** Room for the input that is being tried: its length, then its bytes. */
const SHARED_BYTES = 8 * 1024 * 1024;
const HEAD_BYTES = 8;

const TARGETS = [...IN_MEMORY, ...LIVE_TARGETS];

interface Job {
  readonly target: string;
  readonly seed: number;
  readonly ms: number;
  readonly shared: SharedArrayBuffer;
}

type Message = { readonly found: Found } | { readonly tally: Tally };

if (isMainThread) await main();
else await work(workerData as Job);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      target: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const targets = TARGETS.filter(({ name }) => values.target === undefined || name === values.target);
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (targets.length === 0 || !(minutes > 0) || !Number.isSafeInteger(seed)) {
    console.error(
      `usage: npm run fuzz -- [--minutes N] [--seed N] [--target ${TARGETS.map(({ name }) => name).join('|')}]`,
    );
    process.exitCode = 2;
    return;
  }
  console.log(`seed ${seed}, ${minutes} minutes for ${targets.length} targets`);
  let findings = 0;
  for (const { name } of targets) findings += await runTarget(name, seed, (minutes * 60_000) / targets.length);
  console.log(findings === 0 ? 'no findings' : `${findings} findings`);
  process.exitCode = findings === 0 ? 0 : 1;
}

/** @returns how many findings there are */
async function runTarget(target: string, seed: number, ms: number): Promise<number> {
  const shared = new SharedArrayBuffer(SHARED_BYTES);
  const job: Job = { target, seed, ms, shared };
  const worker = new Worker(new URL(import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  let findings = 0;
  const tell = (found: Found): void => {
    findings++;
    const file = found.file ?? save(target, nameOf(found), found.input);
    console.log(
      `${target}: ${found.detail.slice(0, 600)}\n  cause: ${found.cause}\n  seed ${found.seed}, input in ${file}`,
    );
  };
  const died = (cause: string): void => tell({ cause, detail: cause, input: current(shared), seed });
  await new Promise<void>((resolve) => {
    let last = '';
    const watch = setInterval(() => {
      const state = Buffer.from(shared, 0, HEAD_BYTES).toString('hex');
      if (state === last) {
        died(`no end after ${HANG_MS / 1000} s`);
        void worker.terminate();
      }
      last = state;
    }, HANG_MS);
    worker.on('message', (message: Message) => {
      if ('found' in message) return tell(message.found);
      const { runs, outcomes, repeated } = message.tally;
      console.log(`${target}: ${runs} inputs, ${outcomes} outcomes, ${repeated} that broke a reported rule again`);
    });
    worker.on('error', (error) => died(`the thread died: ${error.message}`));
    worker.on('exit', () => {
      clearInterval(watch);
      resolve();
    });
  });
  return findings;
}

/** The input that is being tried. */
function current(shared: SharedArrayBuffer): Uint8Array {
  const length = new DataView(shared).getUint32(0);
  return Uint8Array.from(new Uint8Array(shared, HEAD_BYTES, length));
}

function nameOf({ cause, seed }: Found): string {
  const words = cause.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.slice(0, 8).join('-')}-${seed}`;
}

async function work({ target: name, seed, ms, shared }: Job): Promise<void> {
  const target = TARGETS.find((each) => each.name === name);
  if (target === undefined) return;
  const view = new DataView(shared);
  const bytes = new Uint8Array(shared, HEAD_BYTES);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is the browser's
  const post = (message: Message): void => parentPort?.postMessage(message);
  const endMs = performance.now() + ms;
  const tally = await fuzz(
    target,
    { seed, runs: Infinity, endMs, measures: true },
    {
      found: (found) => post({ found }),
      trying: (input) => {
        const length = Math.min(input.length, bytes.length);
        bytes.set(input.subarray(0, length));
        view.setUint32(0, length);
        view.setUint32(4, view.getUint32(4) + 1);
      },
    },
  );
  await target.close?.();
  post({ tally });
}
