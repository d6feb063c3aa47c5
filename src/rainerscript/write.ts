// Writes statements of rsyslog's configuration language: objects with parameters, and blocks. Quotes every value.
// read.ts reads the result back.
import { quote, quoteList } from './quote.ts';

type ParameterValue = string | number | boolean | readonly string[] | undefined;

/** In the order given. A parameter with the value undefined is not written, so that rsyslog's default holds. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** `action(` one parameter a line `)` */
export function statement(name: string, parameters: ParameterValues): string {
  const lines = assignments(parameters).map((line) => `  ${line}\n`);
  return `${name}(\n${lines.join('')})`;
}

/** The same on one line. */
export function shortStatement(name: string, parameters: ParameterValues): string {
  return `${name}(${assignments(parameters).join(' ')})`;
}

/** `head {` indented body `}` */
export function block(head: string, body: readonly string[]): string {
  // Split at line feeds only: ^ would also match behind U+2028, which a quoted value may contain.
  const lines = body.join('\n').split('\n');
  return `${head} {\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n}`;
}

/** The lines of a comment. For fixed texts only: a text from outside could end the comment. */
export function comment(...lines: readonly string[]): string {
  return lines.map((line) => `# ${line}`.trimEnd()).join('\n');
}

/** Joins statements that belong together, without a blank line between them. */
export function paragraph(...statements: readonly string[]): string {
  return statements.join('\n');
}

function assignments(parameters: ParameterValues): readonly string[] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${valueText(value)}`],
  );
}

function valueText(value: Exclude<ParameterValue, undefined>): string {
  if (typeof value === 'boolean') return quote(value ? 'on' : 'off');
  return typeof value === 'object' ? quoteList(value) : quote(String(value));
}
