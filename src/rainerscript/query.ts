// A whole rsyslog configuration with its includes in place, and the questions that the checks ask of it. Pure.
import type { Statement } from './read.ts';

export interface RsyslogConfiguration {
  /** the main file */
  readonly path: string;
  readonly statements: readonly Statement[];
  /** one sentence per file that cannot be read */
  readonly problems: readonly string[];
  /** newest modification of any of its files, milliseconds since the epoch; 0 when no file can be read */
  readonly changedAt: number;
}

/** @returns the first value of a parameter, undefined when it is not set */
export const parameter = (statement: Statement, name: string): string | undefined =>
  statement.parameters.get(name.toLowerCase())?.[0];

/** @returns the value of a parameter of rsyslog's type "binary", undefined when it is not set */
export function isOn(statement: Statement, name: string): boolean | undefined {
  const text = parameter(statement, name);
  return text === undefined ? undefined : /^(on|yes|true|1)$/i.test(text);
}

/** `FILE:LINE` */
export const locationOf = ({ file, line }: Statement): string => `${file}:${line}`;

/** The statement that loads a module, in the legacy or the current syntax. */
export function moduleOf({ statements }: RsyslogConfiguration, name: string): Statement | undefined {
  const bare = (text: string): string => (text.split('/').at(-1) ?? '').replace(/\.so$/, '');
  return statements.find((statement) => {
    if (statement.name === 'module') return bare(parameter(statement, 'load') ?? '') === name;
    return statement.name === '$modload' && bare(statement.value) === name;
  });
}

export function rulesetOf({ statements }: RsyslogConfiguration, name: string): Statement | undefined {
  return statements.find((statement) => statement.name === 'ruleset' && parameter(statement, 'name') === name);
}

export function actionsOf({ statements }: RsyslogConfiguration): readonly Statement[] {
  return statements.filter(({ name }) => name === 'action');
}

/** rsyslog gives a ruleset or an action a queue as soon as one queue parameter is set, unless the type is direct. */
export function hasQueue(statement: Statement): boolean {
  const names = [...statement.parameters.keys()].filter((name) => name.startsWith('queue.'));
  return names.length > 0 && parameter(statement, 'queue.type')?.toLowerCase() !== 'direct';
}
