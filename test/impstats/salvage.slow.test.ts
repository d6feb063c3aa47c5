// A cut line, wherever it was cut: its complete counters are kept, none is wrong, and none is taken without a word.
import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item, ObjectRecord } from '../../src/impstats/record.ts';
import { itemsOf } from './lines-of.ts';

const RECORDINGS = 'test/fixtures/recordings';

/** One line of each sort: names and numbers differ, the form does not. */
const LINES = readdirSync(RECORDINGS).flatMap((file) => {
  const lines = readFileSync(`${RECORDINGS}/${file}`, 'utf8').split('\n').slice(0, -1);
  const longest = lines.toSorted((a, b) => b.length - a.length).slice(0, 3);
  // Nothing ends a sender's line in legacy, so that a cut inside its number cannot be seen.
  const sender = lines.filter((line) => line.includes('"_sender_stat"')).slice(0, 1);
  // One line of zabbix holds everything, and takes as long as all the others.
  const chosen = file.includes('zabbix') ? longest.slice(0, 1) : [...longest, ...sender];
  return chosen.map((line) => [file, line.slice(0, 70), line]);
});

const objects = (items: readonly Item[]): ObjectRecord[] => items.filter((item) => item.kind === 'object');

/** Each object of the cut line must be the beginning of the object that stands there in the whole line. */
function expectBeginningOf(cut: readonly Item[], whole: readonly Item[]): void {
  const all = objects(whole);
  for (const [i, { shape, values }] of objects(cut).entries()) {
    const { keys, ...named } = shape;
    const { keys: allKeys, nested, ...allNamed } = all[i]?.shape ?? { keys: [], nested: false };
    expect({ ...named, keys, values }).toEqual({
      ...allNamed,
      // "values" may not have begun yet.
      nested: keys.length === 0 ? named.nested : nested,
      keys: allKeys.slice(0, keys.length),
      values: all[i]?.values.slice(0, values.length),
    });
  }
}

describe('recorded lines', () => {
  test.each(LINES)('%s: no cut of %s... yields a wrong number', (_file, _start, line = '') => {
    const whole = itemsOf(line);
    expect(whole.some((item) => item.kind === 'reject')).toBe(false);
    for (let end = 0; end < line.length; end++) {
      const cut = itemsOf(line.slice(0, end));
      expectBeginningOf(cut, whole);
      // Legacy has no end that could be missed: it may be cut between two counters. But its numbers end in a blank.
      const mustShow = line.includes('{') && end > line.search(/\{|@cee/);
      expect({ end, shown: !mustShow || cut.at(-1)?.kind === 'reject' }).toEqual({ end, shown: true });
    }
  });
});

const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const number = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  fc.double({ noNaN: true, min: -1e39, max: 1e39 }).filter((value) => value !== 0),
);
const line = fc
  .record({
    name: fc.string({ maxLength: 8 }),
    counters: fc.uniqueArray(fc.tuple(key, number), { selector: ([name]) => name, maxLength: 6 }),
    nested: fc.boolean(),
  })
  .map(({ name, counters, nested }) => {
    const pairs = counters
      .filter(([counter]) => !['name', 'origin', 'sender'].includes(counter))
      .map(([counter, value]) => `${JSON.stringify(counter)}: ${String(value).replace('e+', 'e')}`);
    const inner = pairs.join(', ');
    return `{ "name": ${JSON.stringify(name)}, "origin": "o", ${nested ? `"values": { ${inner} }` : `"x": 1${inner && `, ${inner}`}`} }`;
  });

test('made-up lines: no cut yields a wrong number, and each is noticed', () => {
  fc.assert(
    fc.property(line, fc.nat(), (text, seed) => {
      const whole = itemsOf(text);
      expect(whole.every((item) => item.kind === 'object')).toBe(true);
      const end = 1 + (seed % (text.length - 1));
      const cut = itemsOf(text.slice(0, end));
      expectBeginningOf(cut, whole);
      expect(cut.at(-1)).toMatchObject({ kind: 'reject', reason: 'truncated' });
    }),
    { numRuns: 2_000 },
  );
});
