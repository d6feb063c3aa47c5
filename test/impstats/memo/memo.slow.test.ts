// The parser's memory of earlier lines may change how fast a line is read, never what it means: after any other lines, a line
// yields what a parser yields that has seen no other.
import { readFileSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../../src/impstats/header.ts';
import { LineParser } from '../../../src/impstats/parser.ts';
import { MemoryAccount } from '../../../src/memory.ts';
import { itemsOf, object, parseLine, parseWith } from '../lines-of.ts';

function expectSameAsFresh(lines: readonly string[]): void {
  const parser = new LineParser();
  for (const line of lines) expect(parseWith(parser, line)).toEqual(parseLine(line));
}

describe('recordings, three times over', () => {
  const FOLDER = 'test/fixtures/recordings';
  test.each(readdirSync(FOLDER))('%s', (file) => {
    const lines = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n');
    expectSameAsFresh([...lines, ...lines, ...lines]);
  });
});

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const two = digits(2);
const host = fc.constantFrom('vm', 'v1', 'v2', '20', '21', 'node-a', 'nöde');
const headers = fc.oneof(
  fc.constantFrom('', '  ', 'pstats: ', 'stats -> ', 'stats 1 2 ', '{ "x', '\0 ', '<46>'),
  fc.tuple(two, two).map(([a, b]) => `Fri Nov 20 15:${a}:${b} 2026: `),
  fc.tuple(two, host).map(([a, name]) => `Nov 20 15:42:${a} ${name} pst: `),
  // As long as the one in front of it with a host of two characters.
  fc.tuple(two, host).map(([a, name]) => `Nov 20 15:42:${a} ${name} pst\0: `),
  fc.tuple(two, host).map(([a, name]) => `Nov 20 15:42:${a} a${name} ps: `),
  fc.tuple(two, two, host).map(([a, b, name]) => `<46>2026-11-20T15:42:${a}.${b}+00:00 ${name} pstats: `),
  fc
    .tuple(two, host, fc.constantFrom('-', '12', '13'))
    .map(([a, name, id]) => `<4>1 2026-11-20T15:42:${a}Z ${name} a ${id} - - `),
);
const number = fc.oneof(
  fc.nat({ max: 30 }).map(String),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map(String),
  fc.constantFrom('-0', '-7', '007', '1.5', '1e3', '999999999999999', '1000000000000000', '9007199254740993', '', '-'),
);
const bodies = fc.oneof(
  fc.constantFrom('BEGIN', 'END', 'BEGIN ', 'x: END', 'Accepted publickey', ''),
  fc
    .tuple(fc.constantFrom('a', 'b', 'Ω'), number)
    .map(([name, n]) => `{ "name": "${name}", "origin": "o", "k": ${n} }`),
  fc.tuple(number, number).map(([n, m]) => `{ "name": "a", "origin": "o", "values": { "k": ${n}, "l": "${m}" } }`),
  fc.tuple(number, number).map(([n, m]) => `@cee: { "name": "a", "origin": "o", "k": ${n}, "k": ${m}}`),
  fc.tuple(number, number).map(([n, m]) => `a b: origin=o k=${n} l=${m} `),
  number.map((n) => `_sender_stat: sender=s messages=${n}`),
  number.map((n) => `{ "name":"_sender_stat", "origin":"impstats", "sender":"a"b", "messages":${n}}`),
  number.map((n) => `[{ "name": "a", "origin": "o", "k": ${n} }, { "name": "b", "origin": "o", "k": ${n} }]`),
);

test('any sequence of headers and statistics', () => {
  const line = fc.tuple(headers, bodies).map((parts) => parts.join(''));
  const pool = fc.array(line, { minLength: 1, maxLength: 8 });
  // Lines come back, or nothing would ever be remembered.
  const sequence = pool.chain((lines) => fc.array(fc.oneof(fc.constantFrom(...lines), line), { maxLength: 40 }));
  fc.assert(fc.property(sequence, expectSameAsFresh), { numRuns: 3_000 });
});

test('a header that swaps with every line', () => {
  const line = fc.tuple(headers, fc.constantFrom('BEGIN', '{ "name": "a", "origin": "o", "k": 1 }', 'END'));
  const sequence = fc.array(
    line.map((parts) => parts.join('')),
    { minLength: 5, maxLength: 60 },
  );
  fc.assert(fc.property(sequence, expectSameAsFresh), { numRuns: 1_000 });
});

describe('lines of recordings behind other headers, with a character put anywhere', () => {
  const FOLDER = 'test/fixtures/recordings';
  // One of each kind of statistics: a sequence has to bring the same ones again.
  const bodiesOf = (file: string): string[] => {
    const lines = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n').slice(0, 40);
    return [...new Set(lines.map((line) => line.slice(parseHeader(line).end, 2_000)))];
  };
  const HEADERS = [
    '',
    'Fri Nov 20 15:55:31 2026: ',
    'Nov 20 15:42:30 vm pst: ',
    'Nov 20 15:42:30 vm pst:',
    '<46>1 2026-11-20T15:42:30Z vm a - - - ',
    '<46>',
  ];
  const STRAYS = ['', ' ', '\t', '\ufeff', '\r', '\0', '\u0085', '\u2028', '\u00a0', '7', ':', '<1>', '\ufffd'];

  test.each(readdirSync(FOLDER))('%s', (file) => {
    const header = fc.constantFrom(...HEADERS);
    const stray = fc.constantFrom(...STRAYS);
    const body = fc.constantFrom(...bodiesOf(file), 'BEGIN', 'END');
    // Few parts in many combinations: what one line leaves behind has to meet a line that looks like it.
    const pool = fc
      .tuple(fc.tuple(body, body), fc.tuple(header, header), stray, fc.nat(60))
      .map(([bodies, headers, extra, at]) => {
        const fronts = ['', ...headers].flatMap((front) => [front, extra + front, front + extra]);
        const lines = ['', ...headers].flatMap((second) =>
          fronts.flatMap((front) => bodies.map((text) => front + second + text)),
        );
        const broken = lines.slice(0, 8).map((line) => line.slice(0, at) + extra + line.slice(at));
        return lines.concat(broken, bodies[0] + extra);
      });
    const sequence = pool.chain((lines) => fc.array(fc.constantFrom(...lines), { minLength: 4, maxLength: 60 }));
    fc.assert(fc.property(sequence, expectSameAsFresh), { numRuns: 150 });
  });
});

describe('what a remembered line must not do', () => {
  const JSON_LINE = '{ "name": "a", "origin": "o", "k": 1 }';

  test('lend its host to another line, with any lines between them', () => {
    const from = (name: string) => `Nov 20 15:42:30 ${name} pstats: ${JSON_LINE}`;
    expectSameAsFresh([
      from('v1'),
      from('v1'),
      'Nov 20 15:42:30 v2 sshd: Accepted',
      from('v1'),
      from('v2'),
      from('v1'),
    ]);
  });

  test.each(['\ufeff', ' ', '<46> '])('lend a header to the statistics of a line that begins with %j', (front) => {
    const line = 'Nov 20 15:42:30 vm pstats: a: origin=o k=1 ';
    expectSameAsFresh([JSON_LINE, front + line, JSON_LINE, line, front + line]);
    expectSameAsFresh([JSON_LINE, `x: ${line}`, JSON_LINE, line, line]);
  });

  test('make a header of a tag that statistics follow without a blank', () => {
    const header = 'Nov 20 15:42:30 vm pstats:';
    expectSameAsFresh([header + JSON_LINE, 'BEGIN', header + JSON_LINE, `${header}BEGIN`]);
  });

  test('lend its numbers to a line without numbers', () => {
    const others = ['', '"1"', '007', '00', '-', '-0', '1.5', '1e3', '12345678901234567890', '1'.repeat(41)];
    for (const other of others) {
      expectSameAsFresh([JSON_LINE, JSON_LINE, JSON_LINE.replace('1', other), JSON_LINE]);
    }
  });

  test('share its shape with a line whose names are others; equal lines share one from the third on', () => {
    const parser = new LineParser();
    const shapes = [JSON_LINE, JSON_LINE, JSON_LINE.replace('1', '22'), JSON_LINE.replace('k', 'l')]
      .flatMap((line) => parseWith(parser, line).items)
      .map((item) => (item.kind === 'object' ? item.shape : undefined));
    expect(shapes[2]).toBe(shapes[0]);
    expect(shapes[3]).not.toBe(shapes[0]);
    expect(shapes[3]?.keys).toEqual(['l']);
  });

  test('keep what was handed out from staying as it was', () => {
    const parser = new LineParser();
    const first = parseWith(parser, JSON_LINE);
    for (let i = 0; i < 3; i++) parseWith(parser, JSON_LINE.replace('1', String(i + 5)));
    expect(first.items).toEqual(itemsOf(JSON_LINE));
    expect(first.items).toEqual([object('a', 'o', [['k', 1]])]);
  });
});

test('lines that never come back do not pile up', () => {
  // 120 MB for templates of different lines: what is remembered of them is bounded by the account.
  const account = new MemoryAccount(16 * 1024 * 1024);
  const parser = new LineParser(account);
  const before = heapUsed();
  for (let i = 0; i < 8_000; i++) {
    parseWith(parser, `{ "name": "n${i}", "origin": "o", "${String(i).padEnd(5_000, 'k')}": 1, "s": 2 }`);
  }
  const grown = heapUsed() - before;
  expect(parseWith(parser, '{ "name": "n", "origin": "o" }').items).toHaveLength(1);
  expect(grown).toBeLessThan(60 * 1024 * 1024);
  expect(account.used).toBeLessThanOrEqual(account.limit);
  parser.close();
  expect(account.used).toBe(0);
});

/** What is reachable, after a collection of everything else. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed: heap, arrayBuffers } = process.memoryUsage();
  return heap + arrayBuffers;
}
