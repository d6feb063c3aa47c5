// format="legacy", rsyslog's default: `NAME: origin=ORIGIN KEY=NUMBER KEY=NUMBER `, with a blank behind every number.
// Names may hold blanks and colons. Keys of dynstats are message text: one that itself holds `=DIGITS ` cannot be told apart.
// Nothing ends a _sender_stat line, so one that was cut inside its number cannot be told from a whole one.
import { parseInteger } from '../number.ts';
import { reject, type Item, type Value } from '../record.ts';
import type { Scan } from '../json/scanner.ts';
import type { Format } from './format.ts';

const ORIGIN = ': origin=';
const SENDER = /_sender_stat: sender=(.*) messages=(\d+)\s*$/y;
const PAIR = /(.*?)=(-?\d+)( |$)/y;

export const legacy: Format = {
  name: 'legacy',
  recognises: (line, at) => isObject(line, at) || matchAt(SENDER, line, at) !== null,
  parse: (line, at) => parseSender(line, at) ?? parseObject(line, at),
};

/** JSON behind an unknown prefix may hold `: origin=` too, inside a string; legacy names hold no such beginning of an object. */
function isObject(line: string, at: number): boolean {
  const end = line.indexOf(ORIGIN, at);
  return end > at && !line.slice(at, end).includes('{ "name');
}

function parseObject(line: string, at: number): Scan {
  const nameEnd = line.indexOf(ORIGIN, at);
  const originStart = nameEnd + ORIGIN.length;
  const blank = line.indexOf(' ', originStart);
  const originEnd = blank === -1 ? line.length : blank;
  const keys: string[] = [];
  const values: Value[] = [];
  const spans: number[] = [];
  const problems: Item[] = [];
  let pos = originEnd + 1;
  while (pos < line.length) {
    const pair = matchAt(PAIR, line, pos);
    const [text = '', key = '', digits = '', behind = ''] = pair ?? [];
    // Without the blank behind it the number may have lost digits.
    if (!pair || behind === '') break;
    const value = parseInteger(digits);
    const start = pos + key.length + 1;
    if (value === undefined) {
      problems.push(reject('bad_value', start, `the number of "${key}" is beyond anything rsyslog can count`));
    } else {
      keys.push(key);
      values.push(value);
      spans.push(start, start + digits.length);
    }
    pos += text.length;
  }
  if (blank === -1) problems.push(reject('truncated', line.length, 'the line ends inside the origin'));
  else if (pos < line.length && line.slice(pos).trim() !== '') {
    problems.push(reject('truncated', pos, 'expected KEY=NUMBER and a blank; complete counters are kept'));
  }
  if (blank === -1) return { items: problems, spans: [] };
  const shape = { name: line.slice(at, nameEnd), origin: line.slice(originStart, originEnd), nested: false, keys };
  return { items: [{ kind: 'object', shape, values }, ...problems], spans };
}

function parseSender(line: string, at: number): Scan | undefined {
  const found = matchAt(SENDER, line, at);
  const value = found?.[2] === undefined ? undefined : parseInteger(found[2]);
  if (!found || value === undefined) return undefined;
  const shape = { name: '_sender_stat', origin: 'impstats', nested: false, sender: found[1] ?? '', keys: ['messages'] };
  return { items: [{ kind: 'object', shape, values: [value] }], spans: [] };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
