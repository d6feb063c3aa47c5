// The memory of a parsed line: its bytes between the numbers. rsyslog repeats its lines every interval with other numbers, so
// a line that fits a template is read by comparing bytes and reading digits. What fits was parsed before, so it is valid.
import { parseInteger } from '../number.ts';
import type { Item, Value } from '../record.ts';
import type { Scan } from '../json/scanner.ts';

/** More digits than this are not exact as a number. */
const EXACT_DIGITS = 15;
const MOST_DIGITS = 20;
const MOST_SUCCESSORS = 4;
const ZERO = 0x30;
const MINUS = 0x2d;

export class Template {
  /** templates of the lines that came after this one lately, the last one first */
  readonly successors: Template[] = [];
  /** what makes it different from every other template */
  readonly text: string;
  /** the literal bytes, one after the other, and where each of them ends */
  readonly #bytes: Uint8Array;
  readonly #ends: readonly number[];
  readonly #items: readonly Item[];

  private constructor(literals: readonly string[], items: readonly Item[]) {
    const encoder = new TextEncoder();
    let end = 0;
    this.text = literals.join('\0');
    this.#bytes = encoder.encode(literals.join(''));
    this.#ends = literals.map((literal) => (end += encoder.encode(literal).length));
    this.#items = items;
  }

  /**
   * @param line the line that was scanned
   * @param at where its statistics start (the header is not part of the template)
   * @returns the template, or undefined when the line cannot serve as one: it has rejects, or numbers without a place
   */
  static of(line: string, at: number, { items, spans }: Scan): Template | undefined {
    let numbers = 0;
    for (const item of items) {
      if (item.kind === 'reject') return undefined;
      if (item.kind === 'object') numbers += item.values.length;
    }
    if (numbers * 2 !== spans.length) return undefined;
    const literals: string[] = [];
    let from = at;
    for (let i = 0; i < spans.length; i += 2) {
      const start = spans[i] ?? 0;
      if (start < from) return undefined;
      literals.push(line.slice(from, start));
      from = spans[i + 1] ?? 0;
    }
    literals.push(line.slice(from));
    return new Template(literals, items);
  }

  /** Notes what came after this line. Few are kept: an object's line has few forms, and each one is tried. */
  precedes(template: Template): void {
    const at = this.successors.indexOf(template);
    if (at === 0) return;
    if (at > 0) this.successors.splice(at, 1);
    else if (this.successors.length >= MOST_SUCCESSORS) this.successors.pop();
    this.successors.unshift(template);
  }

  /** @returns the items of a line that differs from the template in its numbers only, otherwise undefined */
  match(line: Uint8Array, at: number, end: number): readonly Item[] | undefined {
    const bytes = this.#bytes;
    const ends = this.#ends;
    const numbers = ends.length - 1;
    const values: Value[] = [];
    let pos = at;
    let b = 0;
    for (let i = 0; i < numbers; i++) {
      const literalEnd = ends[i] as number;
      while (b < literalEnd) if (bytes[b++] !== line[pos++]) return undefined;
      let code = line[pos] as number;
      const negative = code === MINUS;
      if (negative) code = line[++pos] as number;
      const first = pos;
      let value = 0;
      while (code >= ZERO && code <= ZERO + 9) {
        value = value * 10 + (code - ZERO);
        code = line[++pos] as number;
      }
      const digits = pos - first;
      // No digits, digits that JSON forbids, and lengths that need a closer look go the long way.
      if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && line[first] === ZERO)) return undefined;
      if (digits > EXACT_DIGITS) values[i] = parseInteger(asciiText(line, negative ? first - 1 : first, pos)) as Value;
      else values[i] = negative ? -value : value;
    }
    if (end - pos !== bytes.length - b) return undefined;
    while (pos < end) if (bytes[b++] !== line[pos++]) return undefined;
    return this.#fill(values);
  }

  #fill(values: Value[]): readonly Item[] {
    const items = this.#items;
    const only = items[0];
    if (items.length === 1 && only?.kind === 'object') return [{ kind: 'object', shape: only.shape, values }];
    let from = 0;
    return items.map((item) => {
      if (item.kind !== 'object') return item;
      const part = values.slice(from, from + item.values.length);
      from += part.length;
      return { kind: 'object', shape: item.shape, values: part };
    });
  }
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
