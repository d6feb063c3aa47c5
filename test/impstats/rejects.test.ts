// What is wrong with a line: the reason, the place of it, and what of the line is kept nevertheless.
import { describe, expect, test } from 'vitest';
import { REJECT_REASONS } from '../../src/impstats/record.ts';
import { itemsOf, object, outline, parseLine } from './lines-of.ts';

const HEAD = '{ "name": "n", "origin": "o", ';
const KEPT = object('n', 'o', [['k', 1]]);
/** One counter that is fine in front of what is not. */
const AFTER_ONE = `${HEAD}"k": 1, `;
const AT = AFTER_ONE.length;

type Row = readonly [sentence: string, line: string, items: readonly unknown[]];

const ROWS: readonly Row[] = [
  ['a log line', 'Accepted publickey for root', ['not_statistics@0']],
  ['a log line behind a syslog header', 'Nov 20 15:42:30 vm sshd[1]: Accepted', ['not_statistics@28']],
  ['a header and nothing behind it', 'Nov 20 15:42:30 vm rsyslogd-pstats: ', ['not_statistics@36']],
  ['an object without a name', '{ "origin": "o", "k": 1 }', ['missing_name@0']],
  ['an object without an origin', '{ "name": "n", "k": 1 }', ['missing_name@0']],
  ['an object without a name in an array', '[{ "name": "n", "origin": "o", "k": 1 }, {}]', [KEPT, 'missing_name@41']],
  ['a sender without a name', '{ "name": "_sender_stat", "origin": "impstats", "messages": 1 }', ['missing_name@0']],
  ['an empty object', '{}', ['missing_name@0']],
  ['counters without a name beside an array', '{ "stats_a": [], "k": 1 }', ['missing_name@0']],
  ['an empty array', '[]', ['not_statistics@0']],
  ['empty arrays in an object', '{ "stats_a": [ ], "stats_b": [] }', ['not_statistics@0']],
  ['a name that is a number', '{ "name": 5, "origin": "o" }', ['missing_name@0']],
  ['a counter that is text', `${HEAD}"x": "y", "k": 1 }`, [`bad_value@${HEAD.length + 5}`, KEPT]],
  ['a counter that is true', `${HEAD}"x": true, "k": 1 }`, [`bad_value@${HEAD.length + 5}`, KEPT]],
  ['a counter that is null', `${HEAD}"x": null, "k": 1 }`, [`bad_value@${HEAD.length + 5}`, KEPT]],
  ['a number of 41 digits', `${HEAD}"x": ${'1'.repeat(41)}, "k": 1 }`, [`bad_value@${HEAD.length + 5}`, KEPT]],
  ['a number beyond a double', `${HEAD}"x": 1e999, "k": 1 }`, [`bad_value@${HEAD.length + 5}`, KEPT]],
  [
    'a number of 41 digits in legacy',
    `n: origin=o x=${'1'.repeat(41)} k=1 `,
    [KEPT, `bad_value@${'n: origin=o x='.length}`],
  ],
  ['a leading zero', `${AFTER_ONE}"x": 007 }`, [KEPT, `malformed@${AT + 5}`]],
  ['a plus sign', `${AFTER_ONE}"x": +7 }`, [KEPT, `malformed@${AT + 5}`]],
  ['a minus without digits', `${AFTER_ONE}"x": - }`, [KEPT, `malformed@${AT + 5}`]],
  ['a number that goes on as text', `${AFTER_ONE}"x": 12abc }`, [KEPT, `malformed@${AT + 5}`]],
  [
    'no comma',
    `${AFTER_ONE}"x": 2 "y": 3 }`,
    [
      object('n', 'o', [
        ['k', 1],
        ['x', 2],
      ]),
      `malformed@${AT + 7}`,
    ],
  ],
  ['a comma and nothing behind it', `${AFTER_ONE}}`, [KEPT, `malformed@${AT}`]],
  ['no colon', `${AFTER_ONE}"x" 2 }`, [KEPT, `malformed@${AT + 4}`]],
  ['a key without quotes', `${AFTER_ONE}x: 2 }`, [KEPT, `malformed@${AT}`]],
  ['a bad escape', `${AFTER_ONE}"a\\xb": 2 }`, [KEPT, `malformed@${AT}`]],
  ['text behind the object', `${HEAD}"k": 1 } more`, [KEPT, `malformed@${HEAD.length + 9}`]],
  [
    'an object three levels down',
    `${AFTER_ONE}"v": { "x": { "y": 1 } } }`,
    [object('n', 'o', [['k', 1]], { nested: true }), `malformed@${AT + 12}`],
  ],
  ['an array of numbers', `${AFTER_ONE}"v": [1, 2] }`, [KEPT, `malformed@${AT + 6}`]],
  ['a line that ends in a number', `${AFTER_ONE}"x": 12`, [KEPT, `truncated@${AT + 7}`]],
  ['a line that ends in a fraction', `${AFTER_ONE}"x": 12.`, [KEPT, `truncated@${AT + 8}`]],
  ['a line that ends in a string', `${AFTER_ONE}"abc`, [KEPT, `truncated@${AT + 4}`]],
  ['a line that ends before its brace', `${HEAD}"k": 1 `, [KEPT, `truncated@${HEAD.length + 7}`]],
  ['a line that ends in its name', '{ "name": "mai', ['truncated@14']],
  ['a line that ends before its origin', '{ "name": "n", "k": 1, ', ['truncated@23']],
  ['legacy that ends in a number', 'n: origin=o k=1 x=12', [KEPT, 'truncated@16']],
  ['legacy that ends in a key', 'n: origin=o k=1 siz', [KEPT, 'truncated@16']],
  ['legacy that ends in its origin', 'n: origin=core.que', ['truncated@18']],
  ['legacy whose value is no number', 'n: origin=o k=1 x=y ', [KEPT, 'truncated@16']],
];

describe('a line of which something is not taken', () => {
  test.each(ROWS)('%s', (_, line, items) => expect(outline(itemsOf(line))).toEqual(items));
});

describe('bytes that are no text', () => {
  const bytes = (...parts: (string | number)[]): Uint8Array =>
    Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))));

  test('NUL bytes are taken out, wherever they stand', () => {
    expect(outline(itemsOf(`{ "na\0me": "n", "origin": "o", "k": \0\u0031 }`))).toEqual(['nul_bytes@5', KEPT]);
  });

  test('bytes that are no UTF-8 are replaced', () => {
    const line = bytes('{ "name": "n', 0xff, 0xfe, '", "origin": "o" }');
    expect(outline(itemsOf(line))).toEqual(['invalid_utf8@12', object('n\ufffd\ufffd', 'o', [])]);
  });

  test('a U+FFFD that was sent as such is fine', () => {
    expect(itemsOf('{ "name": "n\ufffd", "origin": "o" }')).toEqual([object('n\ufffd', 'o', [])]);
  });

  test('a blank line says nothing, and is not refused', () => {
    for (const line of ['', '   ', '\t']) expect(parseLine(line)).toEqual({ host: '', items: [] });
  });
});

describe('a line over the limit', () => {
  test('keeps its complete counters, and is called too long, not cut', () => {
    const line = `${AFTER_ONE}"x": 12`;
    expect(outline(parseLine(line, true).items)).toEqual([KEPT, `too_long@${line.length}`]);
  });

  test('that was cut inside a character is not called bad UTF-8 for it', () => {
    const whole = new TextEncoder().encode(`${AFTER_ONE}"ü`);
    expect(outline(parseLine(whole.subarray(0, -1), true).items)).toEqual([KEPT, `too_long@${AT + 1}`]);
  });

  test('that happens to end where an object ends is refused all the same', () => {
    expect(outline(parseLine(`${HEAD}"k": 1 }`, true).items)).toEqual([KEPT, `too_long@${HEAD.length + 8}`]);
  });
});

describe("rsyslog's own Prometheus format", () => {
  const LINES = [
    '# HELP U__main_20_Q__size__total rsyslog stats: main Q size',
    '# TYPE imuxsock_submitted_total counter',
    'imuxsock_submitted_total 12',
    'imuxsock_submitted_total{name="x"} 1.5e+10 ',
    'Fri Nov 20 15:55:31 2026: main_q_size_total 3',
  ];

  test.each(LINES)('is refused, with the setting to change: %s', (line) => {
    const [item, ...others] = itemsOf(line);
    expect(others).toEqual([]);
    expect(item).toEqual({
      kind: 'reject',
      reason: 'unsupported_format',
      offset: line.startsWith('Fri') ? 26 : 0,
      detail: expect.stringContaining('set format="json" in module(load="impstats")'),
    });
  });
});

describe('lines made to hurt', () => {
  const MIB = 1_048_576;
  const HOSTILE: readonly (readonly [sentence: string, line: string, reason: string])[] = [
    ['nested objects', `${HEAD}${'"a":{'.repeat(MIB / 5)}`, 'malformed'],
    ['nested arrays', '['.repeat(MIB), 'not_statistics'],
    ['nested arrays of objects', '[{"a":'.repeat(MIB / 6), 'malformed'],
    ['a string of backslashes', `{ "name": "${'\\'.repeat(MIB)}`, 'truncated'],
    ['quotes behind backslashes', `{ "name": "${'\\"'.repeat(MIB / 2)}`, 'truncated'],
    ['equal signs', `n: origin=o ${'=1'.repeat(MIB / 2)}`, 'truncated'],
    ['digits', `n: origin=o a=${'1'.repeat(MIB)}x`, 'truncated'],
    ['blanks', `${' '.repeat(MIB)}x`, 'not_statistics'],
    [
      'a sender of quotes',
      `{ "name":"_sender_stat", "origin":"impstats", "sender":"${'" , '.repeat(MIB / 4)}`,
      'malformed',
    ],
    ['a header without an end', `Nov 20 15:42:30 ${'a'.repeat(MIB)}`, 'not_statistics'],
    ['words', `<1>1 - ${'a '.repeat(MIB / 2)}`, 'not_statistics'],
  ];

  // Quadratic work on a mebibyte takes minutes: the test would time out.
  test.each(HOSTILE)('%s, a mebibyte of them, are rejected', (_, line, reason) => {
    expect(itemsOf(line).flatMap((item) => (item.kind === 'reject' ? item.reason : []))).toEqual([reason]);
  });

  test('a mebibyte of counters is taken', () => {
    const pairs = Array.from({ length: MIB / 16 }, (_, i) => [`key${i}`, i] as const);
    const line = `${HEAD}${pairs.map(([key, value]) => `"${key}": ${value}`).join(', ')} }`;
    expect(itemsOf(line)).toEqual([object('n', 'o', pairs)]);
  });
});

test('every reason stands in a row above, unless another test has it', () => {
  const seen = new Set(ROWS.flatMap(([, , items]) => items).map((item) => String(item).replace(/@.*/, '')));
  const elsewhere = new Set([
    'too_long',
    'nul_bytes',
    'invalid_utf8',
    'unsupported_format',
    'unexpected_end',
    'foreign_host',
  ]);
  expect(REJECT_REASONS.filter((reason) => !seen.has(reason) && !elsewhere.has(reason))).toEqual([]);
});
