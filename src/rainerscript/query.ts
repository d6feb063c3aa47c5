// A whole rsyslog configuration, includes put in their places, and how the checks ask it questions. Pure.
import type { Statement } from './read.ts';

export interface Configuration {
  /** the main file */
  readonly path: string;
  readonly statements: readonly Statement[];
  /** files that could not be read, each as a sentence */
  readonly problems: readonly string[];
  /** newest change of any of its files, milliseconds since the epoch; 0 when nothing could be read */
  readonly changedAt: number;
}

/** @returns the first value of a parameter, undefined when it is not given */
export const parameter = (statement: Statement, name: string): string | undefined =>
  statement.parameters.get(name.toLowerCase())?.[0];

/** @returns undefined when the parameter is not given */
export function binary(statement: Statement, name: string): boolean | undefined {
  const text = parameter(statement, name);
  return text === undefined ? undefined : /^(on|yes|true|1)$/i.test(text);
}

export const placeOf = ({ file, line }: Statement): string => `${file}:${line}`;

/** The statement that loads a module, in the old or the new way. */
export function moduleOf({ statements }: Configuration, name: string): Statement | undefined {
  const bare = (text: string): string => (text.split('/').at(-1) ?? '').replace(/\.so$/, '');
  return statements.find((statement) => {
    if (statement.name === 'module') return bare(parameter(statement, 'load') ?? '') === name;
    return statement.name === '$modload' && bare(statement.value) === name;
  });
}

export function rulesetOf({ statements }: Configuration, name: string): Statement | undefined {
  return statements.find((statement) => statement.name === 'ruleset' && parameter(statement, 'name') === name);
}

export function actionsOf({ statements }: Configuration): readonly Statement[] {
  return statements.filter(({ name }) => name === 'action');
}

/** rsyslog gives a ruleset or an action a queue as soon as one parameter of a queue is set, unless it is a direct one. */
export function hasQueue(statement: Statement): boolean {
  const names = [...statement.parameters.keys()].filter((name) => name.startsWith('queue.'));
  return names.length > 0 && parameter(statement, 'queue.type')?.toLowerCase() !== 'direct';
}
