// The reader of the text format: samples with their labels unescaped, everything else skipped.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLabels, parseSamples } from '../../src/exposition/parse.ts';
import { renderLabels, type Label } from '../../src/series/naming/namer.ts';

const read = (text: string): unknown[] =>
  [...parseSamples(text)].map(({ name, labels, value }) => [name, Object.fromEntries(labels), value]);

test.each([
  ['without labels', 'up 1', [['up', {}, '1']]],
  ['with labels', 'a{b="c",d="e"} 2', [['a', { b: 'c', d: 'e' }, '2']]],
  ['with empty braces', 'a{} 2', [['a', {}, '2']]],
  ['with all digits of its value', 'a 18446744073709551615', [['a', {}, '18446744073709551615']]],
  ['with a timestamp', 'a 1 1700000000000', [['a', {}, '1']]],
  ['with an exemplar', 'a{b="c"} 1 # {trace="x"} 2', [['a', { b: 'c' }, '1']]],
  ['with braces and spaces in a label', 'a{b="} 7 {"} 5', [['a', { b: '} 7 {' }, '5']]],
  ['with escapes', String.raw`a{b="\\\"\n",c="x"} 5`, [['a', { b: '\\"\n', c: 'x' }, '5']]],
] as const)('a sample %s', (_, text, samples) => {
  expect(read(text)).toEqual(samples);
});

test.each(['', '# HELP a b', '# TYPE a counter', 'a', 'a{b="c} 1', '{b="c"} 1', '1a 2', 'a{b="c"}'])(
  '%j is no sample',
  (text) => {
    expect(read(`${text}\nlast 1\n`)).toEqual([['last', {}, '1']]);
  },
);

describe('what this program renders', () => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.constantFrom('"', '\\', '\n', '{', '}', ',', '=', ' ', 'n')).map((parts) => parts.join('')),
  );
  test('is read back', () => {
    fc.assert(
      fc.property(label, label, (first, second) => {
        const labels: Label[] = [
          ['first', first],
          ['second', second],
        ];
        const series = `a${renderLabels(labels)}`;
        expect([...parseSamples(`${series} 1\n`)]).toEqual([
          { name: 'a', series, labels: new Map(labels), value: '1' },
        ]);
      }),
    );
  });
});

// Quadratic work on any of these would take minutes.
test.each(['a', 'a="', 'a="b', 'a="\\', '{', '{b="c",', 'a{b="\\"'])('reads 300,000 times %j', (part) => {
  expect(() => [...parseSamples(part.repeat(300_000)), parseLabels(part.repeat(300_000))]).not.toThrow();
});
