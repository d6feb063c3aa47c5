// Waits for a condition with a deadline: tests never sleep for a guessed time.
import { setTimeout as delay } from 'node:timers/promises';

export interface Deadline {
  /** default 15,000: enough for a loaded machine; no test waits longer than needed */
  readonly deadlineMs?: number;
  /** between two looks; default 20 */
  readonly everyMs?: number;
}

const INTERVAL_MS = 20;
const DEFAULT_DEADLINE_MS = 15_000;
const SHOWN_LENGTH = 2_000;

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Calls `check` again and again until it returns something truthy. A check that throws has not succeeded yet.
 *
 * @param what completes the sentence "waited for ..."
 * @returns what `check` returned
 * @throws Error with what was waited for and the last value or error seen
 */
export async function until<T>(what: string, check: () => T | Promise<T>, options: Deadline = {}): Promise<Truthy<T>> {
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const end = performance.now() + deadlineMs;
  for (;;) {
    let last: unknown;
    try {
      const value = await check();
      if (value) return value as Truthy<T>;
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() >= end) {
      throw new Error(`waited ${deadlineMs} ms for ${what}; last seen: ${show(last)}`, { cause: last });
    }
    await delay(options.everyMs ?? INTERVAL_MS);
  }
}

function show(value: unknown): string {
  if (value instanceof Error) return value.message.slice(0, SHOWN_LENGTH);
  return (JSON.stringify(value) ?? String(value)).slice(0, SHOWN_LENGTH);
}
