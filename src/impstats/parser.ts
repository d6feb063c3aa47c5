// One line to its items: decodes it, takes the header off, recognises the format, parses. Holds no state but a memory of the
// lines seen before, which changes the speed and never the result. One parser per stream of lines.
import { FORMATS } from './formats/index.ts';
import { parseHeader, type Header } from './header.ts';
import type { Scan } from './json-scanner.ts';
import { reject, type Item, type ObjectRecord } from './record.ts';
import { Template } from './template.ts';

export interface ParsedLine {
  /** hostname of the syslog header, empty when there is none */
  readonly host: string;
  readonly items: readonly Item[];
}

/** Where the statistics of the last line started, in bytes, and the hostname in front of them. */
interface Place {
  readonly end: number;
  readonly hostStart: number;
  readonly hostBytes: Uint8Array;
}

/** What was found in a line, and the offset where it starts. */
interface Found {
  readonly scan: Scan;
  readonly at: number;
}

const NOWHERE: Place = { end: 0, hostStart: 0, hostBytes: new Uint8Array(0) };
const BLANK = 0x20;
/** A line longer than this is parsed anew each time: its template would cost more memory than it saves time. */
const LONGEST_TEMPLATE = 65_536;
const MOST_TEMPLATES = 10_000;
/** how far into a line JSON is looked for behind an unknown prefix */
const LONGEST_PREFIX = 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class LineParser {
  /** the next line's statistics start where the last one's did, as a rule */
  #place = NOWHERE;
  #host = '';
  #last: Template | undefined;
  /** templates by their text, so that a line that comes back finds its old one, with what followed it */
  readonly #known = new Map<string, Template>();

  /**
   * @param bytes holds the line from `start` to `end`, without its line end
   * @param tooLong the line was longer; only its beginning is here
   */
  parse(bytes: Uint8Array, start: number, end: number, tooLong = false): ParsedLine {
    const last = this.#last;
    if (last && !tooLong && this.#isInPlace(bytes, start, end)) {
      for (const expected of last.successors) {
        const items = expected.match(bytes, start + this.#place.end, end);
        if (!items) continue;
        if (expected !== last.successors[0]) last.precedes(expected);
        this.#last = expected;
        return { host: this.#host, items };
      }
    }
    return this.#parseAnew(decoder.decode(bytes.subarray(start, end)), tooLong);
  }

  /** The hostname stands where it stood, and a header as long as the last one is in front of the statistics. */
  #isInPlace(bytes: Uint8Array, start: number, end: number): boolean {
    const { end: length, hostStart, hostBytes } = this.#place;
    if (length === 0) return true;
    if (start + length >= end || bytes[start + length - 1] !== BLANK) return false;
    if (hostBytes.length === 0) return true;
    let at = start + hostStart;
    if (bytes[at - 1] !== BLANK) return false;
    for (const byte of hostBytes) if (bytes[at++] !== byte) return false;
    return bytes[at] === BLANK;
  }

  #parseAnew(text: string, tooLong: boolean): ParsedLine {
    const oddities: Item[] = [];
    const line = text.replaceAll('\0', '');
    if (line.length < text.length) {
      oddities.push(reject('nul_bytes', text.indexOf('\0'), 'NUL bytes were taken out before the line was parsed'));
    }
    if (line.includes('\ufffd')) {
      oddities.push(reject('invalid_utf8', line.indexOf('\ufffd'), 'bytes that are no UTF-8 are shown as U+FFFD'));
    }
    if (line.trim() === '') return { host: '', items: oddities };
    const header = parseHeader(line);
    const host = line.slice(header.hostStart, header.hostEnd);
    if (host !== this.#host) this.#host = detach(host);
    const { scan, at } = parseMark(line, header.end) ?? scanLine(line, header.end);
    const items = scan.items.map(detachItem);
    if (tooLong) return { host: this.#host, items: [...oddities, ...asTooLong(items, line.length)] };
    if (oddities.length > 0) return { host: this.#host, items: [...oddities, ...items] };
    this.#remember(line, header, at, { items, spans: scan.spans });
    return { host: this.#host, items };
  }

  #remember(line: string, header: Header, at: number, scan: Scan): void {
    const fresh = line.length > LONGEST_TEMPLATE ? undefined : Template.of(line, at, scan);
    if (!fresh) return;
    const known = this.#known.get(fresh.text);
    const template = known ?? fresh;
    if (!known) {
      if (this.#known.size >= MOST_TEMPLATES) this.#known.clear();
      this.#known.set(template.text, template);
      // What came after the line that stood in this place is likely to come after this one too.
      const next = this.#last?.successors[0]?.successors[0];
      if (next) template.precedes(next);
    }
    this.#last?.precedes(template);
    this.#last = template;
    const length = (to: number): number => encoder.encode(line.slice(0, to)).length;
    this.#place = { end: length(at), hostStart: length(header.hostStart), hostBytes: encoder.encode(this.#host) };
  }
}

/** BEGIN or END alone, or behind a header, or behind an unknown prefix that ends like one. */
function parseMark(line: string, at: number): Found | undefined {
  const text = line.length - at < 8 ? line.slice(at).trimEnd() : '';
  const word = text === 'BEGIN' || text === 'END' ? text : /[:\]-] (BEGIN|END)\s*$/.exec(line.slice(-9))?.[1];
  if (word === undefined) return undefined;
  const mark: Item = { kind: word === 'BEGIN' ? 'begin' : 'end' };
  return { scan: { items: [mark], spans: [] }, at: line.lastIndexOf(word) };
}

function scanLine(line: string, start: number): Found {
  // Behind a prefix that nobody knows JSON can still be found; the other formats have no such beginning.
  for (const at of [start, start + findJson(line.slice(start, start + LONGEST_PREFIX))]) {
    const format = FORMATS.find((candidate) => candidate.recognises(line, at));
    if (format) return { scan: format.parse(line, at), at };
  }
  const detail = 'neither a statistics object in a format that impstats writes nor BEGIN or END';
  return { scan: { items: [reject('not_statistics', start, detail)], spans: [] }, at: start };
}

/** @returns offset of the first thing that looks like a JSON object, 0 when there is none */
function findJson(text: string): number {
  return Math.max(0, text.search(/@cee:\s*\{|\{\s*"|\[\s*\{/));
}

/** A line that was cut here, not by rsyslog: whatever its end looks like, the reason is its length. */
function asTooLong(items: readonly Item[], length: number): Item[] {
  const detail = 'longer than the limit; complete counters within it are kept';
  return [...items.filter((item) => item.kind !== 'reject'), reject('too_long', length, detail)];
}

function detachItem(item: Item): Item {
  if (item.kind !== 'object') return item;
  const { shape, values } = item;
  const copy = {
    ...shape,
    name: detach(shape.name),
    origin: detach(shape.origin),
    keys: shape.keys.map(detach),
    ...(shape.sender === undefined ? {} : { sender: detach(shape.sender) }),
  };
  return { kind: 'object', shape: copy, values } satisfies ObjectRecord;
}

/** A slice keeps the whole text that it was cut from in memory; what lives on as a name is copied out of it. */
function detach(text: string): string {
  // V8 copies short slices anyway.
  return text.length < 13 ? text : decoder.decode(encoder.encode(text));
}
