// Reads the JSON that impstats writes, one object or an array of objects per line, from left to right.
// JSON.parse is not enough here: it loses digits beyond 2^53, says nothing about a line that was cut, and folds equal keys.
// On the first error it stops and reports where; what was complete until then is kept.
import { parseInteger } from './number.ts';
import { reject, type Item, type ObjectRecord, type RejectReason, type Value } from './record.ts';

/** What a format makes of a line: its items, and where its numbers stand, so that the next such line need not be parsed. */
export interface Scan {
  readonly items: Item[];
  /** start and end offsets of every counter's number, in order, flat; only of use when there is no reject */
  readonly spans: number[];
}

/** An error that ends the scan of a line. */
class Stop {
  readonly offset: number;
  readonly detail: string;
  readonly reason: RejectReason;
  constructor(offset: number, detail: string, reason: RejectReason = 'malformed') {
    this.offset = offset;
    this.detail = detail;
    this.reason = reason;
  }
}

/** An object under construction: strings that name it, counters that fill it. */
interface Draft {
  readonly start: number;
  name: string | undefined;
  origin: string | undefined;
  sender: string | undefined;
  nested: boolean;
  readonly keys: string[];
  readonly values: Value[];
  readonly spans: number[];
  /** it held arrays of objects, so it is a container (zabbix) and need not have a name */
  container: boolean;
}

/**
 * @param text the line
 * @param at offset of the opening brace or bracket
 * @returns the objects found, and the rejects; never throws
 */
export function scanJson(text: string, at: number): Scan {
  const scanner = new Scanner(text, at);
  scanner.run();
  return scanner;
}

class Scanner implements Scan {
  readonly items: Item[] = [];
  readonly spans: number[] = [];
  readonly #text: string;
  #at: number;
  #arrays = 0;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  run(): void {
    try {
      if (this.#text[this.#at] === '[') this.#array();
      else this.#object();
      this.#skip();
      if (this.#at < this.#text.length) throw new Stop(this.#at, 'text behind the end of the object');
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      const cut = error.offset >= this.#text.length && error.reason === 'malformed';
      const detail = cut ? 'the line ends inside the object; complete counters are kept' : error.detail;
      this.items.push(reject(cut ? 'truncated' : error.reason, error.offset, detail));
    }
  }

  #object(): void {
    const draft: Draft = {
      start: this.#at,
      name: undefined,
      origin: undefined,
      sender: undefined,
      nested: false,
      keys: [],
      values: [],
      spans: [],
      container: false,
    };
    try {
      this.#members(draft, 0);
    } catch (error) {
      this.#finish(draft, false);
      throw error;
    }
    this.#finish(draft, true);
  }

  #finish(draft: Draft, whole: boolean): void {
    const { name, origin, sender, nested, keys, values } = draft;
    const isSender = name === '_sender_stat';
    if (name === undefined || (isSender ? sender : origin) === undefined) {
      if (draft.container || !whole) return;
      const what = name === undefined ? '"name"' : isSender ? '"sender"' : '"origin"';
      this.items.push(reject('missing_name', draft.start, `an object without ${what}`));
      return;
    }
    const shape = { name, origin: origin ?? 'impstats', nested, keys, ...(sender === undefined ? {} : { sender }) };
    this.items.push({ kind: 'object', shape, values } satisfies ObjectRecord);
    for (const span of draft.spans) this.spans.push(span);
  }

  #members(draft: Draft, depth: number): void {
    this.#expect('{');
    this.#skip();
    if (this.#text[this.#at] === '}') {
      this.#at++;
      return;
    }
    for (;;) {
      this.#skip();
      const key = this.#string();
      this.#skip();
      this.#expect(':');
      this.#skip();
      this.#member(draft, key, depth);
      this.#skip();
      if (this.#text[this.#at] === ',') {
        this.#at++;
        continue;
      }
      this.#expect('}');
      return;
    }
  }

  #member(draft: Draft, key: string, depth: number): void {
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      this.#count(draft, key, this.#number(), start, this.#at);
    } else if (code === 0x22) {
      this.#attribute(draft, key, this.#string(), start);
    } else if (code === 0x7b && depth === 0) {
      draft.nested = true;
      this.#members(draft, depth + 1);
    } else if (code === 0x5b && depth === 0) {
      draft.container = true;
      this.#array();
    } else {
      this.#literal(key, start);
    }
  }

  #array(): void {
    // zabbix has one level; without a bound, hostile nesting would overflow the stack.
    if (++this.#arrays > MOST_ARRAYS_DEEP) throw new Stop(this.#at, 'arrays inside arrays');
    this.#elements();
    this.#arrays--;
  }

  #elements(): void {
    this.#expect('[');
    this.#skip();
    if (this.#text[this.#at] === ']') {
      this.#at++;
      return;
    }
    for (;;) {
      this.#skip();
      this.#object();
      this.#skip();
      if (this.#text[this.#at] === ',') {
        this.#at++;
        continue;
      }
      this.#expect(']');
      return;
    }
  }

  #attribute(draft: Draft, key: string, value: string, start: number): void {
    if (key === 'name' && draft.name === undefined) draft.name = value;
    else if (key === 'origin' && draft.origin === undefined) draft.origin = value;
    else if (key === 'sender' && draft.name === '_sender_stat') draft.sender = value;
    // Before 8.2108 the messages of _sender_stat were a string of digits.
    else if (/^-?\d+$/.test(value)) this.#count(draft, key, value, start + 1, this.#at - 1);
    else if (!(key === 'timedate' && draft.name === undefined)) {
      this.items.push(reject('bad_value', start, `"${key}" is text, not a number`));
    }
  }

  #count(draft: Draft, key: string, digits: string, start: number, end: number): void {
    const value = /[.eE]/.test(digits) ? Number(digits) : parseInteger(digits);
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
      this.items.push(reject('bad_value', start, `the number of "${key}" is beyond anything rsyslog can count`));
      return;
    }
    draft.keys.push(key);
    draft.values.push(value);
    draft.spans.push(start, end);
  }

  /** A number that touches the end of the text may have lost digits, so it does not count as complete. */
  #number(): string {
    const start = this.#at;
    NUMBER_END.lastIndex = start;
    const end = NUMBER_END.exec(this.#text)?.index;
    if (end === undefined) throw new Stop(this.#text.length, 'a number was cut');
    const found = this.#text.slice(start, end);
    if (!NUMBER.test(found)) throw new Stop(start, 'expected a number');
    this.#at = end;
    return found;
  }

  #literal(key: string, start: number): void {
    LITERAL.lastIndex = start;
    const found = LITERAL.exec(this.#text);
    if (!found) throw new Stop(start, `expected a number for "${key}"`);
    this.#at = start + found[0].length;
    if (this.#at >= this.#text.length) throw new Stop(this.#at, 'a value was cut');
    this.items.push(reject('bad_value', start, `"${key}" is ${found[0]}, not a number`));
  }

  #string(): string {
    const start = this.#at;
    this.#expect('"');
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end === -1) throw new Stop(this.#text.length, 'a string was cut');
    } while (isEscaped(this.#text, end));
    this.#at = end + 1;
    const raw = this.#text.slice(start + 1, end);
    return raw.includes('\\') ? unescape(raw, start) : raw;
  }

  #expect(char: string): void {
    if (this.#text[this.#at] !== char) {
      throw new Stop(this.#at, `expected ${char === '"' ? 'a string in double quotes' : `"${char}"`}`);
    }
    this.#at++;
  }

  #skip(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 0x20) this.#at++;
  }
}

const MOST_ARRAYS_DEEP = 2;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
// oxlint-disable-next-line no-control-regex -- all that #skip() takes for a blank ends a number
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
