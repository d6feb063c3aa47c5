// The fuzzer's loop for one target: replays the corpus, mutates what is there, keeps inputs with new outcomes, and shrinks what
// breaks a rule. The seed decides everything but the measurements. It saves nothing and prints nothing.
import { casesOf, type Case } from './corpus.ts';
import { expand, growingFrom, judgeMemory, judgeTime, type Growing } from './growth.ts';
import { mutants } from './mutate.ts';
import { shrink } from './shrink.ts';
import { causeOf, type Target } from './target.ts';

export interface Found {
  readonly cause: string;
  readonly detail: string;
  readonly input: Uint8Array | Growing;
  /** of the round that found it */
  readonly seed: number;
  /** the case of the corpus that it is, if it is one */
  readonly file?: string;
}

export interface FuzzEvents {
  found(found: Found): void;
  /** before each input, so that one that never ends is known */
  trying?(input: Uint8Array): void;
}

export interface FuzzLimits {
  readonly seed: number;
  /** mutated inputs */
  readonly runs: number;
  /** when to stop before that, by performance.now() */
  readonly endMs?: number;
  /** whether time and memory are measured */
  readonly measures: boolean;
}

export interface Tally {
  runs: number;
  outcomes: number;
  /** inputs that broke a rule which was reported already */
  repeated: number;
}

const INPUTS_PER_ROUND = 64;
/** Measurements are slow. */
const MEASURING_SHARE = 0.3;
const MOST_OUTCOMES = 5_000;

/** @returns what is wrong with the case, undefined when all rules hold */
export async function failureOf(target: Target, { input, growing }: Case, measuresTime: boolean): Promise<unknown> {
  try {
    // A large input is judged by what it costs: looking at all that comes out of it would take too long.
    if (growing?.measure === 'memory' && target.run) judgeMemory(target.run, input);
    else if (growing?.measure === 'time' && target.run && measuresTime) judgeTime(target.run, growing);
    else await target.check(input);
    return undefined;
  } catch (error) {
    return error;
  }
}

export async function fuzz(target: Target, limits: FuzzLimits, events: FuzzEvents): Promise<Tally> {
  const tally: Tally = { runs: 0, outcomes: 0, repeated: 0 };
  const outcomes = new Set<string>();
  const pool: Uint8Array[] = [];
  /** causes that were reported */
  const told = new Set<string>();
  const startMs = performance.now();
  let measuringMs = 0;
  const isOver = (): boolean => performance.now() >= (limits.endMs ?? Infinity);
  const add = (input: Uint8Array, outcome: string): void => {
    if (outcomes.has(outcome) || outcomes.size >= MOST_OUTCOMES) return;
    outcomes.add(outcome);
    pool.push(input);
  };

  const report = async (input: Uint8Array, error: unknown, seed: number): Promise<void> => {
    const cause = causeOf(error);
    if (told.has(cause)) return void tally.repeated++;
    told.add(cause);
    let detail = String(error);
    const smallest = await shrink(input, async (smaller) => {
      try {
        await target.check(smaller);
        return false;
      } catch (again) {
        if (causeOf(again) !== cause) return false;
        detail = String(again);
        return true;
      }
    });
    events.found({ cause, detail, input: smallest, seed });
  };

  for (const each of casesOf(target.name)) {
    events.trying?.(each.input);
    const error = await failureOf(target, each, limits.measures);
    if (error !== undefined) {
      const cause = causeOf(error);
      told.add(cause);
      events.found({ cause, detail: String(error), input: each.input, seed: limits.seed, file: each.file });
    }
    if (each.growing === undefined) pool.push(each.input);
  }
  for (const input of target.seeds()) {
    try {
      add(input, await target.check(input));
    } catch (error) {
      await report(input, error, limits.seed);
    }
  }

  for (let round = 0; tally.runs < limits.runs && !isOver(); round++) {
    const seed = limits.seed + round;
    const count = Math.min(INPUTS_PER_ROUND, limits.runs - tally.runs);
    for (const input of mutants(pool, target.words ?? [], seed, count)) {
      if (isOver()) break;
      tally.runs++;
      events.trying?.(input);
      try {
        add(input, await target.check(input));
      } catch (error) {
        await report(input, error, seed);
      }
    }
    const { run } = target;
    const isDue = measuringMs <= MEASURING_SHARE * (performance.now() - startMs);
    if (!limits.measures || run === undefined || !isDue) continue;
    measure(run, growingFrom(pool, seed), seed);
  }
  tally.outcomes = outcomes.size;
  return tally;

  function measure(run: NonNullable<Target['run']>, growing: Growing, seed: number): void {
    const measuredFromMs = performance.now();
    const input = expand(growing, growing.times);
    events.trying?.(input);
    for (const what of ['memory', 'time'] as const) {
      try {
        if (what === 'memory') judgeMemory(run, input);
        else judgeTime(run, growing);
      } catch (error) {
        const cause = causeOf(error);
        if (told.has(cause)) tally.repeated++;
        else events.found({ cause, detail: String(error), input: { ...growing, measure: what }, seed });
        told.add(cause);
      }
    }
    measuringMs += performance.now() - measuredFromMs;
  }
}
