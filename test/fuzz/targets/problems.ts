// What holds for every complaint about a file or a flag: it is one line, fit for a terminal, and the only thing that is printed.
import { CONTROL, rule } from '../target.ts';

/** @returns the problems without their particulars */
export function judgeProblems(problems: readonly string[], place?: RegExp): string {
  rule(problems.length > 0, 'what is refused is refused with a reason');
  for (const problem of problems) {
    rule(!CONTROL.test(problem), 'a complaint is one line without control characters', () => JSON.stringify(problem));
    const isPlaced = (place?.test(problem) ?? true) || MORE.test(problem);
    rule(isPlaced, 'a complaint begins with its place', () => problem);
  }
  const kinds = problems.map((problem) =>
    problem
      .replace(/^\S+ /, '')
      .replaceAll(/"[^"]*"?|\d+|[\w.]+\[.*\]/g, '')
      .slice(0, 60),
  );
  return [...new Set(kinds)].sort().slice(0, 3).join('; ');
}

/** Stands for those that are not listed. */
const MORE = /^and \d+ more problems?$/;

export const PLACE = /^file\.yaml:\d+:\d+: /;

/** @throws Finding when Node is asked to print a warning meanwhile */
export function withoutWarnings<Value>(run: () => Value): Value {
  const { emitWarning } = process;
  const warnings: string[] = [];
  process.emitWarning = (warning: string | Error) => void warnings.push(String(warning));
  try {
    return run();
  } finally {
    process.emitWarning = emitWarning;
    rule(warnings.length === 0, 'no warning of a library is printed', () => warnings.join());
  }
}
