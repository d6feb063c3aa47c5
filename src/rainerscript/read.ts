// Reads rsyslog's configuration language: objects with their parameters, and legacy directives. Skips expressions and legacy
// selectors. Refuses nothing: `rsyslogd -N1` does that. Reads back what write.ts writes.
import { unquote } from './quote.ts';

export interface Statement {
  /** in lower case: `module`, `action`, ...; a legacy directive starts with `$` */
  readonly name: string;
  /** by lower-case name; a list has any number of values, other parameters have one */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** the rest of the line of a legacy directive; empty for an object */
  readonly value: string;
  readonly file: string;
  /** counted from 1 */
  readonly line: number;
  /** the ruleset around it */
  readonly ruleset: string | undefined;
}

const OBJECTS =
  'module|action|ruleset|input|template|global|main_queue|include|dyn_stats|percentile_stats|lookup_table|parser|timezone|ratelimit';
// Comments and strings without an end run to the end of the text or line, as in rsyslog; looked for again and again, they would take
// quadratic time.
const SKIPPED = /\s+|#[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const DIRECTIVE = /\$([A-Za-z]\w*)[ \t]+([^\n]*)/y;
const OBJECT = new RegExp(`(${OBJECTS})\\s*\\(`, 'iy');
const STRING = /"([^"\\]*(?:\\[^]?[^"\\]*)*)(?:"|$)|'([^'\\]*(?:\\[^]?[^'\\]*)*)(?:'|$)|`([^`]*)(?:`|$)/y;
const ONE_LINE_STRING =
  /"[^"\\\n]*(?:\\[^\n]?[^"\\\n]*)*(?:"|$|(?=\n))|'[^'\\\n]*(?:\\[^\n]?[^'\\\n]*)*(?:'|$|(?=\n))/y;
const NAME = /([\w.]+)\s*=\s*/y;
const BARE_VALUE = /[^\s()\]",]+/y;
const WORD = /[\w.]+|[^]/y;

/** @param ruleset the one around the `include` of this text */
export function readStatements(text: string, file: string, ruleset?: string): Statement[] {
  const statements: Statement[] = [];
  /** the ruleset of each open block */
  const blocks: (string | undefined)[] = [ruleset];
  /** the ruleset whose block comes next */
  let announced: string | undefined;
  const reader = new Reader(text);
  while (!reader.isAtEnd) {
    if (reader.take(SKIPPED)) continue;
    const origin = { file, line: reader.line, ruleset: announced ?? blocks.at(-1) };
    const directive = reader.isAtLineStart ? reader.take(DIRECTIVE) : null;
    if (directive) {
      const [, name = '', value = ''] = directive;
      statements.push({ ...origin, name: `$${name.toLowerCase()}`, parameters: new Map(), value: value.trim() });
      continue;
    }
    const object = reader.take(OBJECT);
    if (object) {
      const name = (object[1] ?? '').toLowerCase();
      const parameters = readParameters(reader);
      statements.push({ ...origin, name, parameters, value: '' });
      if (name === 'ruleset') announced = parameters.get('name')?.[0];
    } else if (reader.takeChar('{')) {
      blocks.push(announced ?? blocks.at(-1));
      announced = undefined;
    } else if (reader.takeChar('}')) {
      if (blocks.length > 1) blocks.pop();
    } else if (!reader.take(ONE_LINE_STRING)) {
      reader.take(WORD);
    }
  }
  return statements;
}

/** Up to and including the closing parenthesis. */
function readParameters(reader: Reader): Map<string, readonly string[]> {
  const parameters = new Map<string, readonly string[]>();
  while (!reader.isAtEnd && !reader.takeChar(')')) {
    if (reader.take(SKIPPED)) continue;
    const name = reader.take(NAME)?.[1];
    if (name === undefined) reader.take(WORD);
    else parameters.set(name.toLowerCase(), readValues(reader));
  }
  return parameters;
}

function readValues(reader: Reader): string[] {
  const value = readString(reader);
  if (value !== undefined) return [value];
  if (!reader.takeChar('[')) return [reader.take(BARE_VALUE)?.[0] ?? ''];
  const list: string[] = [];
  while (!reader.isAtEnd && !reader.takeChar(']')) {
    if (reader.take(SKIPPED)) continue;
    const item = readString(reader);
    if (item === undefined) reader.take(WORD);
    else list.push(item);
  }
  return list;
}

function readString(reader: Reader): string | undefined {
  const match = reader.take(STRING);
  return match === null ? undefined : unquote(match[1] ?? match[2] ?? match[3] ?? '');
}

/** A position in a text. */
class Reader {
  readonly #text: string;
  #offset = 0;
  #line = 1;
  /** Whether only white space precedes on the line. */
  isAtLineStart = true;

  constructor(text: string) {
    this.#text = text;
  }

  get line(): number {
    return this.#line;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#text.length;
  }

  /** @param pattern sticky; moves behind the match */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    const lines = match[0].split('\n');
    this.#line += lines.length - 1;
    this.#offset += match[0].length;
    this.isAtLineStart = (this.isAtLineStart || lines.length > 1) && lines.at(-1)?.trim() === '';
    return match;
  }

  takeChar(char: string): boolean {
    if (this.#text[this.#offset] !== char) return false;
    this.#offset++;
    this.isAtLineStart = false;
    return true;
  }
}
