// Renders the statements of rsyslog's configuration language: objects with parameters, and blocks. Every value is quoted.
import { quote, quoteList } from './quote.ts';

type ParameterValue = string | number | boolean | readonly string[] | undefined;

/** In the order given; an undefined value leaves the parameter out, so that rsyslog's default holds. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** `action(` one parameter a line `)` */
export function statement(name: string, parameters: Parameters): string {
  const lines = assignments(parameters).map((line) => `  ${line}\n`);
  return `${name}(\n${lines.join('')})`;
}

/** The same on one line. */
export function shortStatement(name: string, parameters: Parameters): string {
  return `${name}(${assignments(parameters).join(' ')})`;
}

/** `head {` indented body `}` */
export function block(head: string, body: readonly string[]): string {
  return `${head} {\n${body.join('\n').replace(/^(?=.)/gm, '  ')}\n}`;
}

/** The lines of a comment. Only for texts of our own: what a user wrote stays out of comments. */
export function comment(...lines: readonly string[]): string {
  return lines.map((line) => `# ${line}`.trimEnd()).join('\n');
}

/** Statements that belong together, each on its own lines; a blank line follows only after the whole. */
export function paragraph(...statements: readonly string[]): string {
  return statements.join('\n');
}

function assignments(parameters: Parameters): readonly string[] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${valueText(value)}`],
  );
}

function valueText(value: Exclude<ParameterValue, undefined>): string {
  if (typeof value === 'boolean') return quote(value ? 'on' : 'off');
  return typeof value === 'object' ? quoteList(value) : quote(String(value));
}
