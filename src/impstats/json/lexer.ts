// JSON tokens of one line: strings, numbers, literals, punctuation. A token that touches the end of the line is treated as
// truncated, except a closing quote or bracket. The first problem ends the reading: it is kept and not thrown, because an
// exception takes longer than all of a short line.
import { isInteger } from '../number.ts';

/** Why the reading ended. */
export interface Problem {
  readonly offset: number;
  readonly detail: string;
}

export class JsonLexer {
  readonly text: string;
  /** of the next token */
  offset: number;
  #problem: Problem | undefined;

  constructor(text: string, offset: number) {
    this.text = text;
    this.offset = offset;
  }

  /** The first one; nothing is to be read after it. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** The next character; empty at the end of the line. */
  get next(): string {
    return this.text[this.offset] ?? '';
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** @returns false, as all that reads does at a problem */
  fail(offset: number, detail: string): false {
    this.#problem ??= { offset, detail };
    return false;
  }

  skipBlanks(): void {
    while (!this.isAtEnd && this.text.charCodeAt(this.offset) <= 0x20) this.offset++;
  }

  /** Consumes the character if it is next. @returns whether it was */
  take(char: string): boolean {
    if (this.next !== char) return false;
    this.offset++;
    return true;
  }

  /** @returns false when another character is next */
  expect(char: string): boolean {
    if (this.take(char)) return true;
    return this.fail(this.offset, `expected ${char === '"' ? 'a string in double quotes' : `"${char}"`}`);
  }

  /** @returns the value of a string, or false */
  string(): string | false {
    const start = this.offset;
    if (!this.expect('"')) return false;
    let end = start;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end === -1) return this.fail(this.text.length, 'a string was cut');
    } while (isEscaped(this.text, end));
    this.offset = end + 1;
    const raw = this.text.slice(start + 1, end);
    if (!raw.includes('\\')) return raw;
    return unescape(raw) ?? this.fail(start, 'a string with a bad escape');
  }

  /** @returns the text of a number, or false */
  number(): string | false {
    const start = this.offset;
    NUMBER_END.lastIndex = start;
    const end = NUMBER_END.exec(this.text)?.index;
    if (end === undefined) return this.fail(this.text.length, 'a number was cut');
    const found = this.text.slice(start, end);
    if (!isNumber(found)) return this.fail(start, 'expected a number');
    this.offset = end;
    return found;
  }

  /** @returns true, false or null as text; undefined when none of them is next, false when it was cut */
  literal(): string | false | undefined {
    LITERAL.lastIndex = this.offset;
    const found = LITERAL.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.offset += found.length;
    return this.isAtEnd ? this.fail(this.offset, 'a value was cut') : found;
  }
}

const MAX_NUMBER_CHARS = 1000;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
// oxlint-disable-next-line no-control-regex -- what skipBlanks() skips ends a number
const NUMBER_END = /[\u0000-\u0020,}\]]/g;
const LITERAL = /true|false|null/y;
/** Where no backslash is escaped. */
const BAD_ESCAPE = /\\(?!["/bfnrt]|u[0-9A-Fa-f]{4})/;
// oxlint-disable-next-line no-control-regex -- it looks for control characters
const CONTROL = /[\u0000-\u001f]/g;

/** A pattern with a loop overflows its stack on long text; a long integer is one that rsyslog cannot count. */
function isNumber(text: string): boolean {
  return text.length > MAX_NUMBER_CHARS ? isInteger(text) : NUMBER.test(text);
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

/** @returns undefined for an escape that JSON does not have */
function unescape(raw: string): string | undefined {
  if (BAD_ESCAPE.test(raw.replaceAll('\\\\', ' '))) return undefined;
  // Raw control characters are not JSON, but harmless here: they are escaped before the string is decoded.
  return (JSON.parse(`"${raw.replace(CONTROL, hexEscape)}"`) as string).toWellFormed();
}

function hexEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
