// Limits how many problems of one file are listed: a large file of another kind would have as many problems as lines.

const MAX_PROBLEMS = 100;

/** @returns the first problems as text, and how many more there are */
export function firstProblems<Problem>(
  problems: readonly Problem[],
  describe: (problem: Problem) => string,
): readonly string[] {
  const listed = problems.slice(0, MAX_PROBLEMS).map(describe);
  return problems.length > MAX_PROBLEMS ? [...listed, more(problems.length - MAX_PROBLEMS)] : listed;
}

const more = (count: number): string => `and ${count} more problem${count === 1 ? '' : 's'}`;
