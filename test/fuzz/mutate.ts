// Mutations of an input: bytes, text, numbers, lines and JSON. Each is a record of plain numbers, made by fast-check from a
// seed, so that the same seed gives the same inputs.
import * as fc from 'fast-check';
import { bytesOf, textOf } from './target.ts';

/** What a mutation may use; every number is taken modulo what there is. */
interface Mutation {
  readonly kind: keyof typeof KINDS;
  readonly place: number;
  readonly length: number;
  readonly pick: number;
  readonly other: number;
}

interface Mutated {
  readonly base: number;
  readonly mutations: readonly Mutation[];
}

/** An input never grows beyond this; growth is measured apart. */
const MOST_BYTES = 65_536;

const NUMBERS = [
  ...['0', '-0', '1', '-1', '007', '+1', '0.1', '-0.0', '1e3', '1e309', '-1e309', '1e-400', 'NaN', 'Infinity', '0x10'],
  ...['1.7e308', '-1.7e308', '9007199254740991', '9007199254740993', '18446744073709551615', '18446744073709551616'],
  ...['-9223372036854775808', '4294967296', '2147483648', '1'.repeat(40), '1'.repeat(41), '9'.repeat(400), '65536'],
];

const WORDS = [
  ...[
    '\0',
    '\r',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '\u001b[2J',
    '\u0085',
    '\u009b',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u00a0',
    'é',
  ],
  ...[
    '😀',
    '\ufffd',
    '"',
    "'",
    '`',
    '\\',
    '\\u0000',
    '\\ud800',
    '\\"',
    '$',
    '%',
    '#',
    '{',
    '}',
    '[',
    ']',
    ':',
    ', ',
    '=',
    '!',
  ],
  ...[
    '__proto__',
    'constructor',
    'a'.repeat(20),
    'a'.repeat(300),
    'a'.repeat(5_000),
    '{"a":'.repeat(50),
    '['.repeat(50),
  ],
];

const RAW = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80], [0x80]];

type Apply = (input: Uint8Array, mutation: Mutation, context: Context) => Uint8Array;

interface Context {
  readonly pool: readonly Uint8Array[];
  readonly words: readonly string[];
}

const cut = (input: Uint8Array, from: number, to: number, ...between: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([input.subarray(0, from), ...between, input.subarray(to)]);

function range(input: Uint8Array, { place, length }: Mutation): readonly [from: number, to: number] {
  const from = place % (input.length + 1);
  // Short ranges and long ones alike.
  const size = length % 2 === 0 ? (length >> 1) % 8 : (length >> 1) % (input.length + 1);
  return [from, Math.min(input.length, from + size)];
}

const pickOf = <Item>(list: readonly Item[], number: number): Item | undefined => list[number % list.length];

/** Replaces one match of the pattern. */
function replaceOne(
  input: Uint8Array,
  pattern: RegExp,
  { place }: Mutation,
  by: (found: string) => string,
): Uint8Array {
  const text = textOf(input);
  const found = pickOf([...text.matchAll(pattern)], place);
  if (found === undefined) return input;
  return bytesOf(text.slice(0, found.index) + by(found[0]) + text.slice(found.index + found[0].length));
}

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null/g;
const MEMBER = /"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|-?\d+)/g;

const KINDS = {
  flip: (input, { place, pick }) => {
    const copy = Uint8Array.from(input);
    const at = place % Math.max(1, copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << (pick % 8));
    return copy;
  },
  set: (input, { place, pick }) => {
    const copy = Uint8Array.from(input);
    copy[place % Math.max(1, copy.length)] = pick % 256;
    return copy;
  },
  remove: (input, mutation) => cut(input, ...range(input, mutation)),
  truncate: (input, { place }) => input.subarray(0, place % (input.length + 1)),
  repeat: (input, mutation) => {
    const [from, to] = range(input, mutation);
    return cut(input, to, to, ...Array.from({ length: 1 << (mutation.pick % 7) }, () => input.subarray(from, to)));
  },
  splice: (input, mutation, { pool }) => {
    const other = pickOf(pool, mutation.other) ?? input;
    const [from, to] = range(other, mutation);
    const at = mutation.pick % (input.length + 1);
    return cut(input, at, at, other.subarray(from, to));
  },
  word: (input, mutation, { words }) => {
    const [from, to] = range(input, mutation);
    return cut(input, from, mutation.other % 2 === 0 ? from : to, bytesOf(pickOf(words, mutation.pick) ?? ''));
  },
  raw: (input, mutation) => {
    const [from] = range(input, mutation);
    return cut(input, from, from, Uint8Array.from(pickOf(RAW, mutation.pick) ?? []));
  },
  number: (input, mutation) => replaceOne(input, /-?\d+/g, mutation, () => pickOf(NUMBERS, mutation.pick) ?? ''),
  /** The same word in another place, or a special one in its place. */
  token: (input, mutation, { words }) => {
    const others = textOf(input).match(/[\w.-]+/g) ?? [];
    const word = pickOf(mutation.other % 2 === 0 ? others : words, mutation.pick) ?? '';
    return replaceOne(input, /[\w.-]+/g, mutation, () => word);
  },
  /** A line twice, gone, or in another place. */
  line: (input, { place, pick, other }) => {
    const lines = textOf(input).split('\n');
    const [line = ''] = lines.splice(place % lines.length, other % 3 === 0 ? 0 : 1);
    if (other % 3 !== 1) lines.splice(pick % (lines.length + 1), 0, line);
    return bytesOf(lines.join('\n'));
  },
  jsonValue: (input, mutation, { words }) =>
    replaceOne(input, JSON_TOKEN, mutation, (found) => {
      const word = JSON.stringify(pickOf(words, mutation.other));
      const number = pickOf(NUMBERS, mutation.other) ?? '0';
      return (
        pickOf([word, number, `"${number}"`, `[${found}]`, `{"a":${found}}`, '{}', '[]', 'null'], mutation.pick) ?? ''
      );
    }),
  jsonMember: (input, mutation) =>
    replaceOne(input, MEMBER, mutation, (found) => {
      const nested = `"${'x'.repeat(mutation.other % 3)}":{${found}}`;
      return (
        pickOf(
          [`${found},${found}`, nested, `"values":{${found}}`, found.replace(/"[^"]*"/, '"name"'), ''],
          mutation.pick,
        ) ?? ''
      );
    }),
} satisfies Record<string, Apply>;

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
  place: fc.nat(),
  length: fc.nat(),
  pick: fc.nat(),
  other: fc.nat(),
});
const mutated: fc.Arbitrary<Mutated> = fc.record({
  base: fc.nat(),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 6, size: 'max' }),
});

/** @returns as many inputs as asked for, made from those of the pool; the same ones for the same seed and pool */
export function mutants(
  pool: readonly Uint8Array[],
  words: readonly string[],
  seed: number,
  count: number,
): Uint8Array[] {
  const context = { pool, words: [...WORDS, ...NUMBERS, ...words] };
  return fc.sample(mutated, { seed, numRuns: count }).map(({ base, mutations }) => {
    let input = pool[base % pool.length] ?? new Uint8Array();
    for (const one of mutations) input = KINDS[one.kind](input, one, context).subarray(0, MOST_BYTES);
    return input;
  });
}
