// The memory of a parsed line: its bytes between the numbers. rsyslog repeats its lines each interval with other numbers, so a
// line that fits a template is read by comparing bytes and reading digits. Only lines without rejects leave a template.
import { parseInteger } from '../number.ts';
import type { Item, Value } from '../record.ts';
import type { Scan } from '../json/scanner.ts';

/** A number of more digits than this may not be exact as a double. */
const EXACT_DIGITS = 15;
const MAX_DIGITS = 20;
const MAX_SUCCESSORS = 4;
/** Of a template without its text and numbers, and of one number. */
const TEMPLATE_BYTES = 800;
const NUMBER_BYTES = 8;
const ZERO = 0x30;
const MINUS = 0x2d;

export class Template {
  /** templates of the lines that followed this one, the latest first */
  readonly successors: Template[] = [];
  /** distinguishes it from every other template */
  readonly text: string;
  /** the literals between the numbers in one piece, and the end of each */
  readonly #bytes: Uint8Array;
  readonly #ends: readonly number[];
  readonly #items: readonly Item[];
  /** memory that its items take, see ParsedLine */
  readonly itemBytes: number;

  private constructor(literals: readonly string[], items: readonly Item[], itemBytes: number) {
    const encoder = new TextEncoder();
    let end = 0;
    this.text = literals.join('\0');
    this.#bytes = encoder.encode(literals.join(''));
    this.#ends = literals.map((literal) => (end += encoder.encode(literal).length));
    this.#items = items;
    this.itemBytes = itemBytes;
  }

  /**
   * @param line the line that was scanned
   * @param offset where its statistics start (the header is not part of the template)
   * @param itemBytes memory that its items take
   * @returns the template; undefined when the line has rejects, or numbers whose span is unknown
   */
  static of(line: string, offset: number, { items, spans }: Scan, itemBytes: number): Template | undefined {
    let numbers = 0;
    for (const item of items) {
      if (item.kind === 'reject') return undefined;
      if (item.kind === 'object') numbers += item.values.length;
    }
    if (numbers * 2 !== spans.length) return undefined;
    const literals: string[] = [];
    let from = offset;
    for (let i = 0; i < spans.length; i += 2) {
      const start = spans[i] ?? 0;
      if (start < from) return undefined;
      literals.push(line.slice(from, start));
      from = spans[i + 1] ?? 0;
    }
    literals.push(line.slice(from));
    return new Template(literals, items, itemBytes);
  }

  /** Estimate of the memory that it takes: its text twice, its items, an offset per number. */
  get bytes(): number {
    return TEMPLATE_BYTES + this.text.length + this.#bytes.length + NUMBER_BYTES * this.#ends.length + this.itemBytes;
  }

  /**
   * Notes that `template` followed this line. Each successor is tried, so few are kept; with one instead of four, a stream whose
   * objects and keys change takes 1.1 times the CPU time (Node 20).
   */
  precedes(template: Template): void {
    const rank = this.successors.indexOf(template);
    if (rank === 0) return;
    if (rank > 0) this.successors.splice(rank, 1);
    else if (this.successors.length >= MAX_SUCCESSORS) this.successors.pop();
    this.successors.unshift(template);
  }

  /** @returns the items of a line that differs from the template in its numbers only; undefined for any other line */
  match(line: Uint8Array, start: number, end: number): readonly Item[] | undefined {
    const bytes = this.#bytes;
    const ends = this.#ends;
    const numbers = ends.length - 1;
    const values: Value[] = [];
    let pos = start;
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
      // No digits, a leading zero and absurd lengths are left to the scanner.
      if (digits === 0 || digits > MAX_DIGITS || (digits > 1 && line[first] === ZERO)) return undefined;
      if (digits > EXACT_DIGITS) values[i] = parseInteger(asciiText(line, negative ? first - 1 : first, pos)) as Value;
      else values[i] = negative ? -value : value;
    }
    if (end - pos !== bytes.length - b) return undefined;
    while (pos < end) if (bytes[b++] !== line[pos++]) return undefined;
    return this.#fill(values);
  }

  #fill(values: Value[]): readonly Item[] {
    const items = this.#items;
    const [first] = items;
    // Most lines hold one object; without this case, parsing 400,000 lines takes 1.1 times the CPU time (Node 20).
    if (items.length === 1 && first?.kind === 'object') return [{ kind: 'object', shape: first.shape, values }];
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
