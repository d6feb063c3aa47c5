// The vocabulary of the checks: messages with placeholders, and the findings that they become. Prints nothing.
import type { NodeFacts } from './facts/facts.ts';

/**
 * - FAIL: something is broken, or messages are lost or will be
 * - WARN: it works, but should be changed
 * - OK: examined, nothing to do
 * - SKIP: could not be examined; `what` says why
 */
export type FindingSeverity = 'FAIL' | 'WARN' | 'OK' | 'SKIP';

export interface Finding {
  readonly severity: FindingSeverity;
  /** one sentence */
  readonly what: string;
  /** what to change; present on every FAIL and WARN */
  readonly fix?: string;
}

/** A finding in which `<name>` stands for a value; docs/checks.md shows it as it is. */
export interface Message<Name extends string> extends Finding {
  /** @returns the finding with the values in place */
  (...values: [Name] extends [never] ? [] : [Readonly<Record<Name, string | number>>]): Finding;
}

export interface Check {
  /** the name of its file, the prefix of its findings, and its heading in docs/checks.md */
  readonly id: string;
  /** what it examines, in sentences for docs/checks.md */
  readonly looksAt: string;
  /** all its possible findings */
  readonly messages: Readonly<Record<string, Finding>>;
  /** Facts in, findings out: no files, no clock. Empty when the check does not apply to the node. */
  readonly run: (facts: NodeFacts) => readonly Finding[];
}

type Placeholder<Text extends string> = Text extends `${string}<${infer Name}>${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

export const fail = <What extends string, Fix extends string>(what: What, fix: Fix): Message<Placeholder<What | Fix>> =>
  message({ severity: 'FAIL', what, fix });

export const warn = <What extends string, Fix extends string>(what: What, fix: Fix): Message<Placeholder<What | Fix>> =>
  message({ severity: 'WARN', what, fix });

export const ok = <What extends string>(what: What): Message<Placeholder<What>> => message({ severity: 'OK', what });

export const skip = <What extends string>(what: What): Message<Placeholder<What>> =>
  message({ severity: 'SKIP', what });

function message<Name extends string>(template: Finding): Message<Name> {
  const fill = (values: Readonly<Record<string, string | number>> = {}): Finding => ({
    severity: template.severity,
    what: replacePlaceholders(template.what, values),
    ...(template.fix === undefined ? {} : { fix: replacePlaceholders(template.fix, values) }),
  });
  return Object.assign(fill, template);
}

function replacePlaceholders(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/<(\w+)>/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** A duration in one unit, as in "90 s", "5 min", "3 h". */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
