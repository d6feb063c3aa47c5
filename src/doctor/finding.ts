// What a check says: a verdict, what was seen, and what to change. The vocabulary of the doctor; it prints nothing.
import type { Facts } from './facts/facts.ts';

/**
 * - FAIL: something is broken, or messages are being lost or will be
 * - WARN: it works, but should be changed
 * - OK: looked at, nothing to do
 * - SKIP: could not be looked at; `what` says why
 */
export type Verdict = 'FAIL' | 'WARN' | 'OK' | 'SKIP';

export interface Finding {
  readonly verdict: Verdict;
  /** one sentence */
  readonly what: string;
  /** what to change; on FAIL and WARN always */
  readonly fix?: string;
}

export interface Check {
  /** the part of the pipeline that it looks at; stands in front of each of its findings */
  readonly name: string;
  /** Facts in, findings out: no files, no clock. None at all when the check does not apply. */
  readonly run: (facts: Facts) => readonly Finding[];
}

export const fail = (what: string, fix: string): Finding => ({ verdict: 'FAIL', what, fix });
export const warn = (what: string, fix: string): Finding => ({ verdict: 'WARN', what, fix });
export const ok = (what: string): Finding => ({ verdict: 'OK', what });
export const skip = (what: string): Finding => ({ verdict: 'SKIP', what });

/** Seconds for people. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
