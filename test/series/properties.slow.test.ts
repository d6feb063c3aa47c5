// What holds for all batches: the order of objects changes nothing, no series comes twice, and names survive the exposition.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderFamilies, TEXT } from '../../src/exposition/render.ts';
import type { ObjectRecord } from '../../src/impstats/record.ts';
import { DEFAULT_LIMITS } from '../../src/series/admission.ts';
import { SELF_PREFIX } from '../../src/series/naming/namer.ts';
import { NAMING_SCHEMES } from '../../src/series/naming/scheme.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { parseExposition } from '../peers/exposition.ts';
import { object } from '../impstats/lines-of.ts';
import { apply, batch } from './exported.ts';

const value = fc.oneof(fc.nat(9), fc.nat(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }));
const origin = fc.constantFrom(
  'core.action',
  'core.queue',
  'dynstats.bucket',
  'dynstats',
  'percentile.bucket',
  'impnew',
);
const key = fc.constantFrom(
  'processed',
  'failed',
  'size',
  'maxqsize',
  'a.b',
  'a_b',
  'a!b',
  'b.ops_overflow',
  's.p95',
  's.p095',
);
const record = fc
  .tuple(fc.constantFrom('a', 'b', 'global'), origin, fc.array(fc.tuple(key, value), { maxLength: 5 }), fc.nat(9))
  .map(([name, from, pairs, sender]) => {
    const made = object(name, from, pairs);
    return sender > 7 ? object('_sender_stat', from, pairs, { sender: `s${sender}` }) : made;
  });
const process = fc.nat(5).map((utime) => object('resource-usage', 'impstats', [['utime', utime]]));
const records = fc.tuple(fc.array(record, { maxLength: 12 }), process).map((parts) => parts.flat());
const batches = fc.array(fc.tuple(records, fc.boolean()), { minLength: 1, maxLength: 6 });
const limits = fc.record({
  series: fc.constantFrom(5, 10, 1000),
  dynstatsKeys: fc.constantFrom(2, 1000),
  senders: fc.constantFrom(0, 1, 1000),
  nameLength: fc.constantFrom(1, 4096),
});

/** A shuffle that the seed decides. */
function shuffled(list: readonly ObjectRecord[], seed: number): ObjectRecord[] {
  const weight = (i: number): number => ((i + 1) * 2_654_435_761 * (seed + 1)) % 1_000_003;
  return list
    .map((item, i) => [weight(i), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

test('shuffling the objects of each batch gives the same exposition, byte for byte, and the same drops', () => {
  fc.assert(
    fc.property(batches, limits, fc.constantFrom(...NAMING_SCHEMES), fc.nat(), (all, bounds, scheme, seed) => {
      const outcome = (arrange: (list: readonly ObjectRecord[]) => readonly ObjectRecord[]): unknown[] => {
        const store = new SeriesStore({ naming: scheme, limits: bounds });
        return all.flatMap(([list, whole], i) => {
          apply(store, batch(arrange(list), whole ? 'complete' : 'incomplete', i + 1));
          return [renderFamilies(store.view(), TEXT), { ...store.drops }, store.size];
        });
      };
      expect(outcome((list) => shuffled(list, seed))).toEqual(outcome((list) => list));
    }),
    { numRuns: 1_000 },
  );
});

test('no series comes twice, and as many come as the store counts', () => {
  fc.assert(
    fc.property(batches, limits, fc.constantFrom(...NAMING_SCHEMES), (all, bounds, scheme) => {
      const store = new SeriesStore({ naming: scheme, limits: bounds });
      for (const [list, whole] of all) {
        apply(store, batch(list, whole ? 'complete' : 'incomplete'));
        // The reader refuses a series that comes twice.
        const families = parseExposition(renderFamilies(store.view(), TEXT));
        const samples = [...families.values()].reduce((sum, family) => sum + family.samples.length, 0);
        expect(samples).toBe(store.size);
        expect(samples).toBeLessThanOrEqual(bounds.series);
      }
    }),
    { numRuns: 500 },
  );
});

describe('sums', () => {
  test('never fall while rsyslogd lives, with any values', () => {
    const intervals = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(intervals, (all) => {
        const store = new SeriesStore();
        let last = [0n, 0n];
        for (const [i, [first, second]] of all.entries()) {
          const action = object('a', 'core.action', [['failed', second], ['processed', first]]); // prettier-ignore
          const usage = object('resource-usage', 'impstats', [['utime', i]]);
          apply(store, batch([usage, action], 'complete', i + 1));
          const samples = [...parseExposition(renderFamilies(store.view(), TEXT)).values()].slice(0, 2);
          const now = samples.map((family) => BigInt(family.samples[0]?.value ?? -1));
          const proven = [...store.sources.values()][0]?.resetGroups[0]?.isInterval;
          expect(now.every((sum, k) => sum >= (last[k] as bigint))).toBe(true);
          // Once it is proven, nothing of what came before is missing.
          const total = all.slice(0, i + 1).reduce((sum, [processed]) => sum + BigInt(processed), 0n);
          if (proven === true && now[1] !== total) throw new Error(`${now[1]} of ${total}`);
          last = now;
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Text of any kind: quotes, backslashes, newlines, control characters, and halves of surrogate pairs. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.constantFrom('"', '\\', '\n', '\r', ',', '{', '}', '=', ' ', '\u0000', '\ud800', '\udfff', 'é', '😀'), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
  fc.constantFrom('__proto__', 'constructor', 'exporter_lines_total', 'exporter.series', 'Exporter_batches'),
);

describe('names from outside', () => {
  test('survive rendering and reading, but for halves of surrogate pairs, which are U+FFFD then', () => {
    fc.assert(
      fc.property(text, text, text, text, (name, from, counter, sender) => {
        const store = new SeriesStore({ limits: { ...DEFAULT_LIMITS, senders: 9 }, labels: [['extra', sender]] });
        const made = object(name, `x${from}`, [['k', 1]]);
        const key = object(name, 'dynstats.bucket', [[counter, 1]]);
        const sent = object('_sender_stat', 'impstats', [['messages', 1]], { sender });
        apply(store, batch([made, key, sent]));
        const families = parseExposition(Buffer.from(renderFamilies(store.view(), TEXT)).toString());
        const labels = (family: string) =>
          Object.fromEntries(families.get(`rsyslog_pstat_${family}`)?.samples[0]?.labels ?? []);
        const extra = sender.toWellFormed();
        const shown = name.toWellFormed();
        expect(labels('k')).toEqual({ name: shown, origin: `x${from.toWellFormed()}`, extra });
        expect(labels('dynstats')).toEqual({
          name: shown,
          origin: 'dynstats.bucket',
          counter: counter.toWellFormed(),
          extra,
        });
        expect(labels('sender_messages')).toEqual({ sender: extra, extra });
      }),
      { numRuns: 2_000 },
    );
  });

  test('make valid series that are not among those about this program, with any name of a counter', () => {
    fc.assert(
      fc.property(text, origin, text, fc.constantFrom(...NAMING_SCHEMES), (name, from, counter, scheme) => {
        const store = new SeriesStore({ naming: scheme });
        apply(store, batch([object(name, from, [[counter, 1], [`exporter${counter}`, 2]])])); // prettier-ignore
        const families = parseExposition(Buffer.from(renderFamilies(store.view(), TEXT)).toString());
        const own = [...families.keys()].filter((family) => family.startsWith(SELF_PREFIX));
        expect({ own, size: families.size > 0 }).toEqual({ own: [], size: true });
      }),
      { numRuns: 1_000 },
    );
  });
});
