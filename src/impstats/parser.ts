// One line -> its items: decodes it, strips the header, recognises the format, parses. Its only state is a memory of earlier
// lines, which changes the speed and never the result: 400,000 lines of a recording of 8.2504 take 4.5 times the CPU time
// without it, 40,000 lines twice (Node 20). One parser per stream of lines.
// Longer than other files: the steps share one buffer and one memory, for the same reason.
import { FORMATS } from './formats/index.ts';
import { parseHeader, type Header } from './header.ts';
import type { Scan } from './json/scanner.ts';
import { MemoryBudget, type MemoryHolding } from '../memory.ts';
import { LinePrefix } from './memo/prefix.ts';
import { reject, type Item } from './record.ts';
import { Template } from './memo/template.ts';

export interface ParsedLine {
  /** hostname of the syslog header, empty when there is none */
  readonly host: string;
  readonly items: readonly Item[];
  /** estimate of the memory that the items take while they are kept; of an earlier line that differs in its numbers only, if any */
  readonly bytes: number;
}

interface LocatedScan {
  readonly scan: Scan;
  /** where the statistics start in the line */
  readonly offset: number;
}

const NO_PREFIX = new LinePrefix('', { end: 0, hostStart: 0, hostEnd: 0 }, '');
/** A longer line is parsed anew each time: its template would take too much memory. */
const MAX_TEMPLATE_CHARS = 65_536;
/** How far into a line JSON is looked for behind an unknown prefix; a line behind a longer one leaves no template. */
const MAX_PREFIX_CHARS = 1024;

/** Of a kept object without its text, and of one of its counters: key, value, and their places in arrays. */
const OBJECT_BYTES = 200;
const COUNTER_BYTES = 40;
const BLANK: ParsedLine = { host: '', items: [], bytes: 0 };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export class LineParser {
  /** of the last line; the next one's statistics usually start at the same offset */
  #prefix = NO_PREFIX;
  #last: Template | undefined;
  /** by text: a line that comes back gets its old template, whose successors are known */
  readonly #known = new Map<string, Template>();
  readonly #memory: MemoryHolding;

  /** @param account pays for the templates: lines that do not come back (changing keys, zabbix with its date) must not pile up */
  constructor(account = new MemoryBudget().lines) {
    this.#memory = account.open(() => this.#forget());
  }

  /** Frees the memory of lines; nothing more is parsed. */
  close(): void {
    this.#forget();
    this.#memory.close();
  }

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
        return { host: this.#prefix.host, items, bytes: expected.itemBytes };
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
      rejects.push(
        reject('invalid_utf8', line.indexOf('\ufffd'), 'bytes that are not UTF-8 were replaced with U+FFFD'),
      );
    }
    if (line.trim() === '') return { host: '', items: tooLong ? asTooLong(rejects, 0) : rejects, bytes: 0 };
    const header = parseHeader(line);
    const host = detach(line.slice(header.hostStart, header.hostEnd));
    const { scan, offset } = scanLine(line, header.end);
    const items = scan.items.map(detachItem);
    const itemBytes = bytesOf(items, bytes.length);
    if (tooLong) return { host, items: [...rejects, ...asTooLong(items, line.length)], bytes: itemBytes };
    if (rejects.length > 0) return { host, items: [...rejects, ...items], bytes: itemBytes };
    // An unknown prefix may hold a time: with it in the template, no later line would match. Statistics that begin like a header
    // mean something else behind another prefix.
    if (offset === header.end && parseHeader(line, offset).end === offset)
      this.#remember(line, header, host, { items, spans: scan.spans }, itemBytes);
    return { host, items, bytes: itemBytes };
  }

  #remember(line: string, header: Header, host: string, scan: Scan, itemBytes: number): void {
    if (line.length > MAX_TEMPLATE_CHARS || header.end > MAX_PREFIX_CHARS) return;
    const fresh = Template.of(line, header.end, scan, itemBytes);
    if (!fresh) return;
    const known = this.#known.get(fresh.text);
    const template = known ?? fresh;
    if (!known) {
      if (!this.#memory.take(template.bytes)) return;
      this.#known.set(template.text, template);
    }
    this.#last?.precedes(template);
    this.#last = template;
    this.#prefix = new LinePrefix(line, header, host);
  }

  /** The last template goes too: all others can be reached from it. */
  #forget(): void {
    this.#known.clear();
    this.#last = undefined;
    this.#prefix = NO_PREFIX;
    this.#memory.clear();
  }
}

/** @param lineBytes of the line, which bound the memory of all names in it */
function bytesOf(items: readonly Item[], lineBytes: number): number {
  let bytes = lineBytes;
  for (const item of items) if (item.kind === 'object') bytes += OBJECT_BYTES + COUNTER_BYTES * item.values.length;
  return bytes;
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** BEGIN or END alone or behind a header. */
function parseMark(line: string, start: number): LocatedScan | undefined {
  const text = line.length - start < 8 ? line.slice(start).trimEnd() : '';
  return text === 'BEGIN' || text === 'END' ? markAs(text, line) : undefined;
}

/** Behind an unknown prefix that ends like a header. */
function findMark(line: string): LocatedScan | undefined {
  const [, word] = /[:\]-] (BEGIN|END)\s*$/.exec(line.slice(-9)) ?? [];
  return word === undefined ? undefined : markAs(word, line);
}

function markAs(word: string, line: string): LocatedScan {
  const mark: Item = { kind: word === 'BEGIN' ? 'begin' : 'end' };
  return { scan: { items: [mark], spans: [] }, offset: line.lastIndexOf(word) };
}

function scanLine(line: string, start: number): LocatedScan {
  // Behind an unknown prefix only JSON and marks can be found; the other formats have no distinctive beginning. A mark comes last:
  // statistics that were cut may end like one.
  const found = parseMark(line, start) ?? scanAt(line, start) ?? scanAt(line, findJson(line, start)) ?? findMark(line);
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
