// The words of JSON, read one after the other from a line: strings, numbers, punctuation. It says where it stops and why, and
// takes nothing for complete that may have been cut at the end of the line.
import type { RejectReason } from '../record.ts';

/** An error that ends the reading of a line. */
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
  /** offset of what comes next */
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The next character; empty at the end of the line. */
  get next(): string {
    return this.text[this.at] ?? '';
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipBlanks(): void {
    while (!this.isAtEnd && this.text.charCodeAt(this.at) <= 0x20) this.at++;
  }

  /** Takes the character if it comes next; @returns whether it did */
  take(char: string): boolean {
    if (this.next !== char) return false;
    this.at++;
    return true;
  }

  /** @throws Stop when something else comes next */
  expect(char: string): void {
    if (this.take(char)) return;
    throw new Stop(this.at, `expected ${char === '"' ? 'a string in double quotes' : `"${char}"`}`);
  }

  /** @returns the value of a string; @throws Stop */
  string(): string {
    const start = this.at;
    this.expect('"');
    let end = start;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end === -1) throw new Stop(this.text.length, 'a string was cut');
    } while (isEscaped(this.text, end));
    this.at = end + 1;
    const raw = this.text.slice(start + 1, end);
    return raw.includes('\\') ? unescape(raw, start) : raw;
  }

  /** A number that touches the end of the line may have lost digits. @returns its digits; @throws Stop */
  number(): string {
    const start = this.at;
    NUMBER_END.lastIndex = start;
    const end = NUMBER_END.exec(this.text)?.index;
    if (end === undefined) throw new Stop(this.text.length, 'a number was cut');
    const found = this.text.slice(start, end);
    if (!NUMBER.test(found)) throw new Stop(start, 'expected a number');
    this.at = end;
    return found;
  }

  /** @returns true, false or null, as text, or undefined when none of them comes next; @throws Stop */
  literal(): string | undefined {
    LITERAL.lastIndex = this.at;
    const found = LITERAL.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    if (this.isAtEnd) throw new Stop(this.at, 'a value was cut');
    return found;
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
// oxlint-disable-next-line no-control-regex -- all that skipBlanks() takes for one ends a number
const NUMBER_END = /[\u0000-\u0020,}\]]/g;
const LITERAL = /true|false|null/y;

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

function unescape(raw: string, start: number): string {
  try {
    // Control characters stand raw in nothing that rsyslog writes, but they do no harm either: only escapes are decoded.
    return (JSON.parse(`"${raw.replace(CONTROL, hexEscape)}"`) as string).toWellFormed();
  } catch (error) {
    throw new Stop(start, `a string with a bad escape: ${(error as Error).message}`);
  }
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f]/g;

function hexEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
