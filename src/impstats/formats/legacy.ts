// format="legacy", rsyslog's default: `NAME: origin=ORIGIN KEY=NUMBER KEY=NUMBER `, with a blank behind every number.
// Names may hold blanks and colons. Not recognised are a dynstats key that itself holds `=DIGITS ` (it is split), and a
// _sender_stat line that was cut inside its number (nothing ends that line).
import { parseInteger } from '../number.ts';
import { reject, type Item, type Value } from '../record.ts';
import type { Scan } from '../json/scanner.ts';
import type { LineFormat } from './format.ts';
import { parseSender, type SenderPattern } from './sender.ts';

const ORIGIN = ': origin=';
const SENDER: SenderPattern = { before: /^_sender_stat: sender=/, behind: / messages=(\d+)$/ };

export const legacy: LineFormat = {
  name: 'legacy',
  recognises: (line, offset) => isObject(line, offset) || parseSender(SENDER, line, offset) !== undefined,
  parse: (line, offset) => parseSender(SENDER, line, offset) ?? parseObject(line, offset),
};

/** JSON behind an unknown prefix may hold `: origin=` inside a string; no legacy name holds the start of a JSON object. */
function isObject(line: string, offset: number): boolean {
  const end = line.indexOf(ORIGIN, offset);
  return end > offset && !line.slice(offset, end).includes('{ "name');
}

function parseObject(line: string, offset: number): Scan {
  const nameEnd = line.indexOf(ORIGIN, offset);
  const originStart = nameEnd + ORIGIN.length;
  const blank = line.indexOf(' ', originStart);
  const originEnd = blank === -1 ? line.length : blank;
  const keys: string[] = [];
  const values: Value[] = [];
  const spans: number[] = [];
  const problems: Item[] = [];
  let pos = originEnd + 1;
  while (pos < line.length) {
    const number = findNumber(line, pos);
    // Without the blank behind it, the number may have been cut.
    if (!number || number.end === line.length) break;
    const { start, end } = number;
    const key = line.slice(pos, start - 1);
    const value = parseInteger(line.slice(start, end));
    if (value === undefined) {
      problems.push(reject('bad_value', start, `the value of "${key}" is not below 1e40`));
    } else {
      keys.push(key);
      values.push(value);
      spans.push(start, end);
    }
    pos = end + 1;
  }
  if (blank === -1) problems.push(reject('truncated', line.length, 'the line ends inside the origin'));
  else if (pos < line.length && line.slice(pos).trim() !== '') {
    problems.push(reject('truncated', pos, 'expected KEY=NUMBER and a blank; complete counters are kept'));
  }
  if (blank === -1) return { items: problems, spans: [] };
  const shape = { name: line.slice(offset, nameEnd), origin: line.slice(originStart, originEnd), nested: false, keys };
  return { items: [{ kind: 'object', shape, values }, ...problems], spans };
}

/** @returns where the next number stands that is behind `=` and ends with a blank or with the line */
function findNumber(line: string, from: number): { readonly start: number; readonly end: number } | undefined {
  for (let equals = line.indexOf('=', from); equals !== -1; equals = line.indexOf('=', equals + 1)) {
    const start = equals + 1;
    const first = line[start] === '-' ? start + 1 : start;
    let end = first;
    while (isDigit(line.charCodeAt(end))) end++;
    if (end > first && (end === line.length || line[end] === ' ')) return { start, end };
  }
  return undefined;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
