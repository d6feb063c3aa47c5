// Inputs that grow, and what the growth costs: CPU time and memory. An input is written as a part that is repeated, so that a
// large one is a small file.
import { retainedHeap } from '../peers/heap.ts';
import { bytesOf, Finding, textOf } from './target.ts';

export interface Growing {
  readonly before: string;
  /** `%d` stands for the number of the repetition */
  readonly unit: string;
  readonly times: number;
  readonly after: string;
  /** what is judged besides the rules of the target */
  readonly measure?: 'time' | 'memory';
}

export function expand({ before, unit, after }: Growing, times: number): Uint8Array {
  const isCounted = unit.includes('%d');
  const numbered = (_: unknown, i: number): string => unit.replaceAll('%d', i.toString(36));
  const units = isCounted ? Array.from({ length: times }, numbered).join('') : unit.repeat(times);
  return bytesOf(before + units + after);
}

/** Memory is measured on inputs of about this size. */
const MEASURED_BYTES = 32_768;

/** @returns an input of the pool of which a part is repeated; the same one for the same seed and pool */
export function growingFrom(pool: readonly Uint8Array[], seed: number): Growing {
  const random = (below: number, salt: number): number => Math.imul(seed + salt, 2_654_435_761) % Math.max(1, below);
  const at = (below: number, salt: number): number => Math.abs(random(below, salt));
  const text = textOf(pool[at(pool.length, 1)] ?? new Uint8Array()).slice(0, 4_096);
  const from = at(text.length, 2);
  // Whole lines, members, and single characters alike.
  const longest = [2, 8, 64, 1_024][at(4, 3)] ?? 1;
  const unit = text.slice(from, from + 1 + at(longest, 4)) || 'a';
  const counted = at(2, 5) === 0 ? unit.replace(/\w+/, (word) => `${word}%d`) : unit;
  const end = from + unit.length;
  const after = at(2, 6) === 0 ? text.slice(end) : '';
  return { before: text.slice(0, from), unit: counted, times: Math.ceil(MEASURED_BYTES / counted.length), after };
}

type Run = (input: Uint8Array) => unknown;

/** Shorter measurements are noise. */
const LEAST_MS = 20;
/** Longer ones need no second look. */
const CLEAR_MS = 2_000;
const LARGEST_BYTES = 2 * 1024 * 1024;
const FACTOR = 4;
/** Four times the input takes four times the time, sixteen times when the cost is quadratic. */
const MOST_RATIO = 9;

/** @throws Finding when CPU time grows clearly faster than the input */
export function judgeTime(run: Run, growing: Growing): void {
  let { times } = growing;
  // The first run of new code is slow: judged by it, an input would be taken for large enough.
  let cost = cpuMs(run, expand(growing, times), 3);
  while (cost < LEAST_MS) {
    times *= 2;
    if (times * growing.unit.length > LARGEST_BYTES) return;
    cost = cpuMs(run, expand(growing, times), 3);
  }
  const [small, large] = [expand(growing, times), expand(growing, times * FACTOR)];
  let [fast, slow] = [0, 0];
  // Several times: code that runs for the first time, and collections of garbage, take their share.
  for (let attempt = 1; attempt <= 3 && slow < CLEAR_MS; attempt++) {
    [slow, fast] = [cpuMs(run, large, 2), cpuMs(run, small, 3)];
    if (slow < MOST_RATIO * fast) return;
  }
  const sizes = `${small.length} bytes take ${fast.toFixed(0)} ms, ${large.length} bytes ${slow.toFixed(0)} ms`;
  throw new Finding('time grows faster than the input', sizes);
}

/** The least of several runs. */
function cpuMs(run: Run, input: Uint8Array, runs: number): number {
  let least = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = process.cpuUsage();
    run(input);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** What any input may cost, and what each of its bytes may cost besides. */
const FREE_BYTES = 32 * 1024 * 1024;
const PER_BYTE = 64;

/** @throws Finding when what the program holds afterwards is out of proportion to the input */
export function judgeMemory(run: Run, input: Uint8Array): void {
  const held = retainedHeap(() => run(input));
  if (held <= FREE_BYTES + PER_BYTE * input.length) return;
  const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  throw new Finding(
    'memory is out of proportion to the input',
    `${mib(input.length)} of input leave ${mib(held)} held`,
  );
}
