// Every format that impstats writes: what becomes of its lines when nothing is wrong with them.
import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/impstats/record.ts';
import { itemsOf, object } from './lines-of.ts';

type Row = readonly [sentence: string, line: string, items: readonly Item[]];

const JSON_ROWS: readonly Row[] = [
  [
    'counters at the top level',
    '{ "name": "a b", "origin": "core.action", "processed": 7, "suspended.duration": 0 }',
    [
      object('a b', 'core.action', [
        ['processed', 7],
        ['suspended.duration', 0],
      ]),
    ],
  ],
  [
    'counters under "values"',
    '{ "name": "b", "origin": "dynstats.bucket", "values": { "x": 1, "y z": 2 } }',
    [
      object(
        'b',
        'dynstats.bucket',
        [
          ['x', 1],
          ['y z', 2],
        ],
        { nested: true },
      ),
    ],
  ],
  [
    'empty "values"',
    '{ "name": "b", "origin": "dynstats.bucket", "values": { } }',
    [object('b', 'dynstats.bucket', [], { nested: true })],
  ],
  ['no counters', '{"name":"b","origin":"o"}', [object('b', 'o', [])]],
  [
    'escaped slashes, quotes, backslashes, newlines and code points in names',
    String.raw`{ "name": "imudp(*\/514\/IPv4)", "origin": "im\"\\udp", "a\nb\u00e9\ud83d\ude00": 1 }`,
    [object('imudp(*/514/IPv4)', 'im"\\udp', [['a\nbé😀', 1]])],
  ],
  [
    'a lone surrogate in an escape becomes U+FFFD',
    String.raw`{ "name": "a\ud800b", "origin": "o" }`,
    [object('a\ufffdb', 'o', [])],
  ],
  [
    'raw control characters in strings that also hold escapes',
    '{ "name": "a\tb\\/c", "origin": "o" }',
    [object('a\tb/c', 'o', [])],
  ],
  [
    'json-elasticsearch, whose names are left as they are',
    '{ "name": "q", "origin": "core.queue", "discarded!full": 4 }',
    [object('q', 'core.queue', [['discarded!full', 4]])],
  ],
  [
    'names that mean something to JavaScript',
    '{ "name": "__proto__", "origin": "constructor", "__proto__": 1, "constructor": 2, "toString": 3 }',
    [
      object('__proto__', 'constructor', [
        ['__proto__', 1],
        ['constructor', 2],
        ['toString', 3],
      ]),
    ],
  ],
  [
    'the same key twice, both kept',
    '{ "name": "n", "origin": "o", "k": 1, "k": 2 }',
    [
      object('n', 'o', [
        ['k', 1],
        ['k', 2],
      ]),
    ],
  ],
  ['name and origin behind the counters', '{ "k": 1, "origin": "o", "name": "n" }', [object('n', 'o', [['k', 1]])]],
  [
    'a second name and origin made of digits are counters',
    '{ "name": "1", "origin": "2", "name": "3" }',
    [object('1', '2', [['name', 3]])],
  ],
  [
    'all escapes of JSON, and control characters without one',
    String.raw`{ "name": "\"\\\/\b\f\n\r\t\u00fC\ud83d\ude00\ud800 ` + '\u0001\t", "origin": "o" }',
    [object('"\\/\b\f\n\r\tü😀\ufffd \u0001\t', 'o', [])],
  ],
  ['cee: the cookie and no blank', '@cee:{"name":"n","origin":"o","k":1}', [object('n', 'o', [['k', 1]])]],
];

const SENDER_ROWS: readonly Row[] = [
  [
    'as it should be',
    '{ "name":"_sender_stat", "origin":"impstats", "sender":"host.example", "messages":20}',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'host.example' })],
  ],
  [
    'with its messages as a string, as before 8.2108',
    '{ "name":"_sender_stat", "origin":"impstats", "sender":"h", "messages":"20"}',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'h' })],
  ],
  [
    'without an origin',
    '{ "name":"_sender_stat", "sender":"h", "messages":20}',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'h' })],
  ],
  [
    'a sender made of digits is no counter',
    '{ "name":"_sender_stat", "origin":"impstats", "sender":"10", "messages":20}',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: '10' })],
  ],
  [
    'with a quote that is not escaped',
    '{ "name":"_sender_stat", "origin":"impstats", "sender":"bad"h.st", "messages":20}',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'bad"h.st' })],
  ],
  [
    'with a quote and a backslash, and its messages as a string',
    String.raw`{ "name":"_sender_stat", "origin":"impstats", "sender":"bad"h\o.st", "messages":"20"}`,
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: String.raw`bad"h\o.st` })],
  ],
  [
    'with a backslash that is no escape',
    String.raw`{ "name":"_sender_stat", "origin":"impstats", "sender":"a\ob", "messages":20}`,
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: String.raw`a\ob` })],
  ],
  [
    'with a backslash at its end',
    String.raw`{ "name":"_sender_stat", "origin":"impstats", "sender":"a\", "messages":20}`,
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'a\\' })],
  ],
  [
    'with characters that end a line elsewhere',
    '_sender_stat: sender=a\u2028b\rc messages=20',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'a\u2028b\rc' })],
  ],
  [
    'that are the same in JSON',
    '{ "name":"_sender_stat", "origin":"impstats", "sender":"a"\u2028b\rc", "messages":20}',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'a"\u2028b\rc' })],
  ],
  [
    'without a name',
    '_sender_stat: sender= messages=20',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: '' })],
  ],
  [
    'in legacy, where blanks and equal signs may stand in it',
    '_sender_stat: sender=a b=1 messages=2 c messages=20',
    [object('_sender_stat', 'impstats', [['messages', 20]], { sender: 'a b=1 messages=2 c' })],
  ],
];

const LEGACY_ROWS: readonly Row[] = [
  [
    'names with blanks and colons',
    'action-1-builtin:omfile queue: origin=core.queue size=1 discarded.full=2 ',
    [
      object('action-1-builtin:omfile queue', 'core.queue', [
        ['size', 1],
        ['discarded.full', 2],
      ]),
    ],
  ],
  ['no counters', 'b: origin=dynstats.bucket ', [object('b', 'dynstats.bucket', [])]],
  [
    'keys with blanks, quotes, braces and equal signs',
    'b: origin=dynstats.bucket a "q" {k}.v=13 x=y=4 ',
    [
      object('b', 'dynstats.bucket', [
        ['a "q" {k}.v', 13],
        ['x=y', 4],
      ]),
    ],
  ],
  [
    'keys with characters that end a line elsewhere',
    'b: origin=dynstats.bucket a\u2028b=1 c\rd=2 \u2029=3 e\u0085=4 ',
    [
      object('b', 'dynstats.bucket', [
        ['a\u2028b', 1],
        ['c\rd', 2],
        ['\u2029', 3],
        ['e\u0085', 4],
      ]),
    ],
  ],
];

const ZABBIX_ROWS: readonly Row[] = [
  [
    'an object that holds arrays of objects',
    '{ "timedate": "Fri Nov 20 16:07:37 2026", "stats_a": [{ "name": "a", "origin": "o", "k": 1 },{"name":"b","origin":"o","values":{"l":2}}], "stats_b": [ ] }',
    [object('a', 'o', [['k', 1]]), object('b', 'o', [['l', 2]], { nested: true })],
  ],
  [
    'a bare array',
    '[ { "name": "a", "origin": "o", "k": 1 }, {"name":"b","origin":"o"} ]',
    [object('a', 'o', [['k', 1]]), object('b', 'o', [])],
  ],
];

describe('json', () => {
  test.each(JSON_ROWS)('%s', (_, line, items) => expect(itemsOf(line)).toEqual(items));
});

describe('_sender_stat', () => {
  test.each(SENDER_ROWS)('%s', (_, line, items) => expect(itemsOf(line)).toEqual(items));
});

describe('legacy', () => {
  test.each(LEGACY_ROWS)('%s', (_, line, items) => expect(itemsOf(line)).toEqual(items));
});

describe('zabbix', () => {
  test.each(ZABBIX_ROWS)('%s', (_, line, items) => expect(itemsOf(line)).toEqual(items));
});

const NUMBERS: readonly (readonly [text: string, value: number | bigint])[] = [
  ['0', 0],
  ['-1', -1],
  ['999999999999999', 999_999_999_999_999],
  ['9007199254740991', 9_007_199_254_740_991],
  ['9007199254740992', 9_007_199_254_740_992n],
  ['9007199254740993', 9_007_199_254_740_993n],
  ['18446744073709551615', 18_446_744_073_709_551_615n],
  ['-9223372036854775808', -9_223_372_036_854_775_808n],
];

describe('integers keep all their digits', () => {
  test.each(NUMBERS)('%s', (text, value) => {
    const expected = [object('n', 'o', [['k', value]])];
    expect(itemsOf(`{ "name": "n", "origin": "o", "k": ${text} }`)).toEqual(expected);
    expect(itemsOf(`{ "name": "n", "origin": "o", "k": "${text}" }`)).toEqual(expected);
    expect(itemsOf(`n: origin=o k=${text} `)).toEqual(expected);
  });

  test.each([
    ['1.5', 1.5],
    ['-0.25', -0.25],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
  ])('%s, which rsyslog does not write, is taken in JSON', (text, value) => {
    expect(itemsOf(`{ "name": "n", "origin": "o", "k": ${text} }`)).toEqual([object('n', 'o', [['k', value]])]);
  });
});
