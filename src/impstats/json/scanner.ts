// Reads the JSON that impstats writes: one object, or an array of objects, per line. JSON.parse loses digits beyond 2^53,
// refuses a truncated line as a whole and merges equal keys. This reader stops at the first error, reports its offset and
// keeps what was complete before it.
import { JsonLexer } from './lexer.ts';
import { isInteger, parseNumber } from '../number.ts';
import { reject, type Item, type Value } from '../record.ts';

/** The result of parsing a line: its items, and the spans of its numbers, from which a template is made. */
export interface Scan {
  readonly items: Item[];
  /** start and end offset of each counter's number in turn; incomplete when there is a reject */
  readonly spans: number[];
}

const MAX_ARRAY_DEPTH = 2;

/** An object that is being read. */
interface Draft {
  readonly start: number;
  name: string | undefined;
  origin: string | undefined;
  sender: string | undefined;
  nested: boolean;
  readonly keys: string[];
  readonly values: Value[];
  readonly spans: number[];
  /** it holds arrays of objects (zabbix) and needs no name unless it has counters */
  container: boolean;
}

/**
 * @param text the line
 * @param offset of the opening brace or bracket
 * @returns the objects found, and the rejects; never throws
 */
export function scanJson(text: string, offset: number): Scan {
  const scanner = new Scanner(new JsonLexer(text, offset));
  scanner.run();
  return scanner;
}

class Scanner implements Scan {
  readonly items: Item[] = [];
  readonly spans: number[] = [];
  readonly #lexer: JsonLexer;
  #arrays = 0;

  constructor(lexer: JsonLexer) {
    this.#lexer = lexer;
  }

  run(): void {
    const lexer = this.#lexer;
    const { offset: start } = lexer;
    const isRead = lexer.next === '[' ? this.#array() : this.#object();
    lexer.skipBlanks();
    if (isRead && !lexer.isAtEnd) lexer.fail(lexer.offset, 'text after the end of the object');
    if (!lexer.problem) {
      if (this.items.length === 0) this.items.push(reject('not_statistics', start, 'no statistics object in it'));
      return;
    }
    const { offset, detail } = lexer.problem;
    if (offset < lexer.text.length) this.items.push(reject('malformed', offset, detail));
    else this.items.push(reject('truncated', offset, 'the line ends inside the object; complete counters are kept'));
  }

  /** @returns whether it was read to its end, as the methods below do; the lexer has the problem otherwise */
  #object(): boolean {
    const draft: Draft = {
      start: this.#lexer.offset,
      name: undefined,
      origin: undefined,
      sender: undefined,
      nested: false,
      keys: [],
      values: [],
      spans: [],
      container: false,
    };
    const isWhole = this.#members(draft, 0);
    this.#finish(draft, isWhole);
    return isWhole;
  }

  #finish(draft: Draft, whole: boolean): void {
    const { name, origin, sender, nested, keys, values } = draft;
    const isSender = name === '_sender_stat';
    if (name === undefined || (isSender ? sender : origin) === undefined) {
      if (!whole || (draft.container && keys.length === 0)) return;
      const what = name === undefined ? '"name"' : isSender ? '"sender"' : '"origin"';
      this.items.push(reject('missing_name', draft.start, `an object without ${what}`));
      return;
    }
    const shape = { name, origin: origin ?? 'impstats', nested, keys };
    this.items.push({ kind: 'object', shape: sender === undefined ? shape : { ...shape, sender }, values });
    for (const span of draft.spans) this.spans.push(span);
  }

  #members(draft: Draft, depth: number): boolean {
    const lexer = this.#lexer;
    return this.#list('{', '}', () => {
      const key = lexer.string();
      if (key === false) return false;
      lexer.skipBlanks();
      if (!lexer.expect(':')) return false;
      lexer.skipBlanks();
      return this.#member(draft, key, depth);
    });
  }

  #member(draft: Draft, key: string, depth: number): boolean {
    const lexer = this.#lexer;
    const { offset: start, next } = lexer;
    if (next === '-' || (next >= '0' && next <= '9')) {
      const digits = lexer.number();
      if (digits === false) return false;
      this.#count(draft, key, digits, start, lexer.offset);
    } else if (next === '"') {
      const value = lexer.string();
      if (value === false) return false;
      this.#attribute(draft, key, value, start);
    } else if (next === '{' && depth === 0) {
      draft.nested = true;
      return this.#members(draft, depth + 1);
    } else if (next === '[' && depth === 0) {
      draft.container = true;
      return this.#array();
    } else {
      const literal = lexer.literal();
      if (literal === undefined) return lexer.fail(start, `expected a number for "${key}"`);
      if (literal === false) return false;
      this.items.push(reject('bad_value', start, `"${key}" is ${literal}, not a number`));
    }
    return true;
  }

  #array(): boolean {
    // zabbix has one level; without a limit, hostile nesting would overflow the stack.
    if (++this.#arrays > MAX_ARRAY_DEPTH) return this.#lexer.fail(this.#lexer.offset, 'arrays inside arrays');
    const isRead = this.#list('[', ']', () => this.#object());
    this.#arrays--;
    return isRead;
  }

  /** Reads `open`, elements with commas between them, `close`. */
  #list(open: string, close: string, element: () => boolean): boolean {
    const lexer = this.#lexer;
    if (!lexer.expect(open)) return false;
    lexer.skipBlanks();
    if (lexer.take(close)) return true;
    do {
      lexer.skipBlanks();
      if (!element()) return false;
      lexer.skipBlanks();
    } while (lexer.take(','));
    return lexer.expect(close);
  }

  #attribute(draft: Draft, key: string, value: string, start: number): void {
    if (key === 'name' && draft.name === undefined) draft.name = value;
    else if (key === 'origin' && draft.origin === undefined) draft.origin = value;
    else if (key === 'sender' && draft.name === '_sender_stat') draft.sender = value;
    // Before 8.2108 the messages of _sender_stat are a string of digits.
    else if (isInteger(value)) this.#count(draft, key, value, start + 1, this.#lexer.offset - 1);
    else if (!(key === 'timedate' && draft.name === undefined)) {
      this.items.push(reject('bad_value', start, `"${key}" is text, not a number`));
    }
  }

  #count(draft: Draft, key: string, digits: string, start: number, end: number): void {
    const value = parseNumber(digits);
    if (value === undefined) {
      this.items.push(reject('bad_value', start, `the value of "${key}" is not below 1e40`));
      return;
    }
    draft.keys.push(key);
    draft.values.push(value);
    draft.spans.push(start, end);
  }
}
