// One line to its items: decodes it, takes the header off, recognises the format, parses. Holds no state but a memory of the
// lines seen before, which changes the speed and never the result. One parser per stream of lines.
import { FORMATS } from './formats/index.ts';
import { parseHeader, type Header } from './header.ts';
import type { Scan } from './json/scanner.ts';
import { Place } from './memo/prefix.ts';
import { reject, type Item, type ObjectRecord } from './record.ts';
import { Template } from './memo/template.ts';

export interface ParsedLine {
  /** hostname of the syslog header, empty when there is none */
  readonly host: string;
  readonly items: readonly Item[];
}

/** What was found in a line, and the offset where it starts. */
interface Found {
  readonly scan: Scan;
  readonly at: number;
}

const NOWHERE = new Place('', { end: 0, hostStart: 0, hostEnd: 0 }, '');
/** A line longer than this is parsed anew each time: its template would cost more memory than it saves time. */
const LONGEST_TEMPLATE = 65_536;
/** Characters of all templates: lines that never come back (keys that change, zabbix with its date) must not pile up. */
const MOST_TEMPLATE_CHARS = 8 * 1024 * 1024;
/** how far into a line JSON is looked for behind an unknown prefix */
const LONGEST_PREFIX = 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export class LineParser {
  /** the next line's statistics start where the last one's did, as a rule */
  #place = NOWHERE;
  #last: Template | undefined;
  /** templates by their text, so that a line that comes back finds its old one, with what followed it */
  readonly #known = new Map<string, Template>();
  #knownChars = 0;

  /**
   * @param bytes holds the line from `start` to `end`, without its line end
   * @param tooLong the line was longer; only its beginning is here
   */
  parse(bytes: Uint8Array, start: number, end: number, tooLong = false): ParsedLine {
    const last = this.#last;
    if (last && !tooLong && this.#place.isAt(bytes, start, end)) {
      for (const expected of last.successors) {
        const items = expected.match(bytes, start + this.#place.length, end);
        if (!items) continue;
        if (expected !== last.successors[0]) last.precedes(expected);
        this.#last = expected;
        return { host: this.#place.host, items };
      }
    }
    return this.#parseAnew(bytes.subarray(start, end), tooLong);
  }

  #parseAnew(bytes: Uint8Array, tooLong: boolean): ParsedLine {
    const oddities: Item[] = [];
    // A line that was cut here may end inside a character; in a stream, the decoder leaves that out.
    const text = tooLong ? new TextDecoder('utf-8', decoder).decode(bytes, { stream: true }) : decoder.decode(bytes);
    const line = text.replaceAll('\0', '');
    if (line.length < text.length) {
      oddities.push(reject('nul_bytes', text.indexOf('\0'), 'NUL bytes were taken out before the line was parsed'));
    }
    if (line.includes('\ufffd') && !isValidUtf8(bytes)) {
      oddities.push(reject('invalid_utf8', line.indexOf('\ufffd'), 'bytes that are no UTF-8 are shown as U+FFFD'));
    }
    if (line.trim() === '') return { host: '', items: oddities };
    const header = parseHeader(line);
    const named = line.slice(header.hostStart, header.hostEnd);
    const host = named === this.#place.host ? this.#place.host : detach(named);
    const { scan, at } = parseMark(line, header.end) ?? scanLine(line, header.end);
    const items = scan.items.map(detachItem);
    if (tooLong) return { host, items: [...oddities, ...asTooLong(items, line.length)] };
    if (oddities.length > 0) return { host, items: [...oddities, ...items] };
    // A prefix that is no header may hold a time: the line would be remembered with it, and in vain.
    if (at === header.end) this.#remember(line, header, host, { items, spans: scan.spans });
    return { host, items };
  }

  #remember(line: string, header: Header, host: string, scan: Scan): void {
    const fresh = line.length > LONGEST_TEMPLATE ? undefined : Template.of(line, header.end, scan);
    if (!fresh) return;
    const known = this.#known.get(fresh.text);
    const template = known ?? fresh;
    if (!known) {
      this.#knownChars += template.text.length;
      if (this.#knownChars > MOST_TEMPLATE_CHARS) {
        this.#known.clear();
        this.#knownChars = template.text.length;
      }
      this.#known.set(template.text, template);
      // What came after the line that stood in this place is likely to come after this one too.
      const next = this.#last?.successors[0]?.successors[0];
      if (next) template.precedes(next);
    }
    this.#last?.precedes(template);
    this.#last = template;
    this.#place = new Place(line, header, host);
  }
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
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
