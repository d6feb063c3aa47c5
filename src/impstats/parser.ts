// One line -> its items: decodes it, strips the header, recognises the format, parses. Its only state is a memory of earlier
// lines, which changes the speed and never the result: 400,000 lines of a recording of 8.2504 take 4.5 times the CPU time
// without it, 40,000 lines twice (Node 20). One parser per stream of lines.
import { FORMATS } from './formats/index.ts';
import { parseHeader, type Header } from './header.ts';
import type { Scan } from './json/scanner.ts';
import { LinePrefix } from './memo/prefix.ts';
import { reject, type Item } from './record.ts';
import { Template } from './memo/template.ts';

export interface ParsedLine {
  /** hostname of the syslog header, empty when there is none */
  readonly host: string;
  readonly items: readonly Item[];
}

interface LocatedScan {
  readonly scan: Scan;
  /** where the statistics start in the line */
  readonly offset: number;
}

const NO_PREFIX = new LinePrefix('', { end: 0, hostStart: 0, hostEnd: 0 }, '');
/** A longer line is parsed anew each time: its template would take too much memory. */
const MAX_TEMPLATE_CHARS = 65_536;
/** Of all templates together: lines that do not come back (changing keys, zabbix with its date) must not pile up. */
const MAX_MEMORY_CHARS = 8 * 1024 * 1024;
/** How far into a line JSON is looked for behind an unknown prefix. */
const MAX_PREFIX_CHARS = 1024;

const BLANK: ParsedLine = { host: '', items: [] };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export class LineParser {
  /** of the last line; the next one's statistics usually start at the same offset */
  #prefix = NO_PREFIX;
  #last: Template | undefined;
  /** by text: a line that comes back gets its old template, whose successors are known */
  readonly #known = new Map<string, Template>();
  #knownChars = 0;

  /**
   * @param bytes holds the line from `start` to `end`, without its line end
   * @param tooLong the line exceeds the limit; this is its beginning
   */
  parse(bytes: Uint8Array, start: number, end: number, tooLong = false): ParsedLine {
    if (start === end && !tooLong) return BLANK;
    const last = this.#last;
    if (last && !tooLong && this.#prefix.isAt(bytes, start, end)) {
      for (const expected of last.successors) {
        const items = expected.match(bytes, start + this.#prefix.length, end);
        if (!items) continue;
        if (expected !== last.successors[0]) last.precedes(expected);
        this.#last = expected;
        return { host: this.#prefix.host, items };
      }
    }
    return this.#parseAnew(bytes.subarray(start, end), tooLong);
  }

  #parseAnew(bytes: Uint8Array, tooLong: boolean): ParsedLine {
    const rejects: Item[] = [];
    // A line that the splitter cut may end inside a character, which a streaming decoder leaves out.
    const text = tooLong ? new TextDecoder('utf-8', decoder).decode(bytes, { stream: true }) : decoder.decode(bytes);
    const line = text.replaceAll('\0', '');
    if (line.length < text.length) {
      rejects.push(reject('nul_bytes', text.indexOf('\0'), 'NUL bytes were removed before the line was parsed'));
    }
    if (line.includes('\ufffd') && !isValidUtf8(bytes)) {
      rejects.push(reject('invalid_utf8', line.indexOf('\ufffd'), 'bytes that are not UTF-8 are shown as U+FFFD'));
    }
    if (line.trim() === '') return { host: '', items: rejects };
    const header = parseHeader(line);
    const host = detach(line.slice(header.hostStart, header.hostEnd));
    const { scan, offset } = parseMark(line, header.end) ?? scanLine(line, header.end);
    const items = scan.items.map(detachItem);
    if (tooLong) return { host, items: [...rejects, ...asTooLong(items, line.length)] };
    if (rejects.length > 0) return { host, items: [...rejects, ...items] };
    // An unknown prefix may hold a time: with it in the template, no later line would match. Statistics that begin like a header
    // mean something else behind another prefix.
    if (offset === header.end && parseHeader(line, offset).end === offset)
      this.#remember(line, header, host, { items, spans: scan.spans });
    return { host, items };
  }

  #remember(line: string, header: Header, host: string, scan: Scan): void {
    const fresh = line.length > MAX_TEMPLATE_CHARS ? undefined : Template.of(line, header.end, scan);
    if (!fresh) return;
    const known = this.#known.get(fresh.text);
    const template = known ?? fresh;
    if (!known) {
      this.#knownChars += template.text.length;
      if (this.#knownChars > MAX_MEMORY_CHARS) {
        this.#known.clear();
        this.#knownChars = template.text.length;
      }
      this.#known.set(template.text, template);
    }
    this.#last?.precedes(template);
    this.#last = template;
    this.#prefix = new LinePrefix(line, header, host);
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

/** BEGIN or END alone, behind a header, or behind an unknown prefix that ends like one. */
function parseMark(line: string, start: number): LocatedScan | undefined {
  const text = line.length - start < 8 ? line.slice(start).trimEnd() : '';
  const word = text === 'BEGIN' || text === 'END' ? text : /[:\]-] (BEGIN|END)\s*$/.exec(line.slice(-9))?.[1];
  if (word === undefined) return undefined;
  const mark: Item = { kind: word === 'BEGIN' ? 'begin' : 'end' };
  return { scan: { items: [mark], spans: [] }, offset: line.lastIndexOf(word) };
}

function scanLine(line: string, start: number): LocatedScan {
  // Behind an unknown prefix only JSON can be found; the other formats have no distinctive beginning.
  const found = scanAt(line, start) ?? scanAt(line, findJson(line, start));
  if (found) return found;
  const detail = 'neither a statistics object in a format that impstats writes nor BEGIN or END';
  return { scan: { items: [reject('not_statistics', start, detail)], spans: [] }, offset: start };
}

function scanAt(line: string, offset: number): LocatedScan | undefined {
  const format = FORMATS.find((candidate) => candidate.recognises(line, offset));
  return format && { scan: format.parse(line, offset), offset };
}

/** @returns offset of what looks like the first JSON object; the end of the line when there is none */
function findJson(line: string, start: number): number {
  const found = line.slice(start, start + MAX_PREFIX_CHARS).search(/@cee:\s*\{|\{\s*"|\[\s*\{/);
  return found === -1 ? line.length : start + found;
}

/** The splitter cut the line, not rsyslog: the reject for its end is replaced by one for its length. */
function asTooLong(items: readonly Item[], length: number): Item[] {
  const detail = 'longer than the limit; complete counters within it are kept';
  return [...items.filter((item) => item.kind !== 'reject'), reject('too_long', length, detail)];
}

function detachItem(item: Item): Item {
  if (item.kind !== 'object') return item;
  const { name, origin, nested, sender, keys } = item.shape;
  const copy = { name: detach(name), origin: detach(origin), nested, keys: keys.map(detach) };
  const shape = sender === undefined ? copy : { ...copy, sender: detach(sender) };
  return { kind: 'object', shape, values: item.values };
}

/** V8 keeps the whole text of a slice in memory; names that outlive their line are copied. */
function detach(text: string): string {
  // V8 itself copies shorter slices.
  return text.length < 13 ? text : decoder.decode(encoder.encode(text));
}
