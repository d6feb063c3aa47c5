// JSON tokens of one line: strings, numbers, literals, punctuation. A token that touches the end of the line is treated as
// truncated, except a closing quote or bracket.
import type { RejectReason } from '../record.ts';

/** Ends the reading of a line. */
export class Stop {
  readonly offset: number;
  readonly detail: string;
  readonly reason: RejectReason;
  constructor(offset: number, detail: string, reason: RejectReason = 'malformed') {
    this.offset = offset;
    this.detail = detail;
    this.reason = reason;
  }
}

export class JsonLexer {
  readonly text: string;
  /** of the next token */
  offset: number;

  constructor(text: string, offset: number) {
    this.text = text;
    this.offset = offset;
  }

  /** The next character; empty at the end of the line. */
  get next(): string {
    return this.text[this.offset] ?? '';
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
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

  /** @throws Stop when another character is next */
  expect(char: string): void {
    if (this.take(char)) return;
    throw new Stop(this.offset, `expected ${char === '"' ? 'a string in double quotes' : `"${char}"`}`);
  }

  /** @returns the value of a string; @throws Stop */
  string(): string {
    const start = this.offset;
    this.expect('"');
    let end = start;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end === -1) throw new Stop(this.text.length, 'a string was cut');
    } while (isEscaped(this.text, end));
    this.offset = end + 1;
    const raw = this.text.slice(start + 1, end);
    return raw.includes('\\') ? unescape(raw, start) : raw;
  }

  /** @returns the text of a number; @throws Stop */
  number(): string {
    const start = this.offset;
    NUMBER_END.lastIndex = start;
    const end = NUMBER_END.exec(this.text)?.index;
    if (end === undefined) throw new Stop(this.text.length, 'a number was cut');
    const found = this.text.slice(start, end);
    if (!NUMBER.test(found)) throw new Stop(start, 'expected a number');
    this.offset = end;
    return found;
  }

  /** @returns true, false or null as text, undefined when none of them is next; @throws Stop */
  literal(): string | undefined {
    LITERAL.lastIndex = this.offset;
    const found = LITERAL.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.offset += found.length;
    if (this.isAtEnd) throw new Stop(this.offset, 'a value was cut');
    return found;
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
// oxlint-disable-next-line no-control-regex -- what skipBlanks() skips ends a number
const NUMBER_END = /[\u0000-\u0020,}\]]/g;
const LITERAL = /true|false|null/y;

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

function unescape(raw: string, start: number): string {
  try {
    // Raw control characters are not JSON, but harmless here: they are escaped before the string is decoded.
    return (JSON.parse(`"${raw.replace(CONTROL, hexEscape)}"`) as string).toWellFormed();
  } catch (error) {
    throw new Stop(start, `a string with a bad escape: ${(error as Error).message}`);
  }
}

// oxlint-disable-next-line no-control-regex -- it looks for control characters
const CONTROL = /[\u0000-\u001f]/g;

function hexEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
