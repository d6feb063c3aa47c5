// What the store makes of batches: equal objects, equal names, big numbers, and what goes when it is not mentioned any more.
import { describe, expect, test } from 'vitest';
import { SeriesStore } from '../../src/series/store.ts';
import { object } from '../impstats/lines-of.ts';
import { apply, batch, counters, exported, exportedAfterEach, usage } from './exported.ts';

const U64 = 18_446_744_073_709_551_615n;

describe('objects of the same name and origin in one batch', () => {
  test('add up their counters and levels, and keep the largest of their high-water marks', () => {
    const queue = (size: number, enqueued: number, maxqsize: number) =>
      counters('q', 'core.queue', { size, enqueued, maxqsize });
    expect(exportedAfterEach([[queue(1, 10, 7), queue(2, 20, 9), queue(4, 40, 8)]])).toEqual([
      {
        'size{name="q",origin="core.queue"}': '7',
        'enqueued{name="q",origin="core.queue"}': '70',
        'maxqsize{name="q",origin="core.queue"}': '9',
      },
    ]);
  });

  test('need not have the same counters', () => {
    const records = [counters('a', 'omfwd', { 'bytes.sent': 1 }), counters('a', 'omfwd', { 'messages.sent': 2 })];
    expect(exportedAfterEach([records, records])[1]).toEqual({
      'bytes_sent{name="a",origin="omfwd"}': '1',
      'messages_sent{name="a",origin="omfwd"}': '2',
    });
  });

  test('are counted', () => {
    const store = new SeriesStore();
    const records = ['a', 'a', 'b', 'a', 'b'].map((name) => counters(name, 'core.action', { processed: 1 }));
    apply(store, batch(records));
    const [source] = store.sources.values();
    expect([source?.lastBatchObjects, source?.duplicateObjects]).toEqual([5, 3]);
  });

  test('do not lose digits', () => {
    const sent = (value: bigint | number) => counters('a', 'omfwd', { 'bytes.sent': value });
    const key = 'bytes_sent{name="a",origin="omfwd"}';
    expect(exportedAfterEach([[sent(U64)], [sent(U64), sent(U64), sent(1)]])).toEqual([
      { [key]: '18446744073709551615' },
      { [key]: '36893488147419103231' },
    ]);
  });
});

describe('counters that fall into one series', () => {
  test('add up, and are noticed for as long as they are there', () => {
    const store = new SeriesStore();
    const merged = (records: Parameters<typeof batch>[0]) => {
      apply(store, batch(records));
      return [...store.sources.values()][0]?.mergedCounters;
    };
    const both = counters('n', 'impnew', { 'a.b': 1, a_b: 2 });
    expect(merged([both])).toBe(1);
    expect(exported(store)).toEqual({ 'a_b{name="n",origin="impnew"}': '3' });
    expect(merged([both])).toBe(1);
    const other = counters('m', 'impnew', { 'a.b': 1 });
    expect([merged([other]), merged([other])]).toEqual([1, 0]);
  });

  test('are summed once when reports reset them', () => {
    const records = [counters('q', 'core.queue', { 'discarded.full': 1, discarded_full: 2 })];
    const results = exportedAfterEach([records, records], { resetCounters: 'on' });
    expect(results.map((series) => series['discarded_full{name="q",origin="core.queue"}'])).toEqual(['3', '6']);
  });

  test('because a half of a surrogate pair cannot be shown are one series', () => {
    const halves = [counters('h', 'dynstats.bucket', { '\ud800': 1, '\udfff': 2, '\ufffd': 4 })];
    expect(exportedAfterEach([halves])).toEqual([
      { 'dynstats{name="h",origin="dynstats.bucket",counter="\ufffd"}': '7' },
    ]);
  });

  test('a key that stands in a line twice adds up', () => {
    const twice = object('n', 'core.action', [
      ['failed', 1],
      ['failed', 2],
    ]);
    expect(exportedAfterEach([[twice], [twice]])[1]).toEqual({ 'failed{name="n",origin="core.action"}': '3' });
  });
});

test('a stream that writes ! for . does so in keys of dynstats as well', () => {
  const bucket = counters('h', 'dynstats.bucket', { 'a!b': 1 });
  const key = (counter: string) => ({ [`dynstats{name="h",origin="dynstats.bucket",counter="${counter}"}`]: '1' });
  const queue = counters('q', 'core.queue', { 'discarded!full': 2 });
  const full = { 'discarded_full{name="q",origin="core.queue"}': '2' };
  expect(exportedAfterEach([[bucket]])).toEqual([key('a!b')]);
  expect(exportedAfterEach([[bucket, queue]])).toEqual([{ ...key('a.b'), ...full }]);
});

describe('what is not there any more', () => {
  const a = counters('a', 'core.action', { processed: 1 });
  const b = counters('b', 'core.action', { processed: 2 });
  const A = { 'processed{name="a",origin="core.action"}': '1' };
  const B = { 'processed{name="b",origin="core.action"}': '2' };

  test('goes with the second whole batch that lacks it', () => {
    expect(exportedAfterEach([[a, b], [a], [a], [a, b]])).toEqual([{ ...A, ...B }, { ...A, ...B }, A, { ...A, ...B }]);
  });

  test('stays when it was missing once', () => {
    const results = exportedAfterEach([[a, b], [a], [a, b], [a], [a, b]]);
    const both = { ...A, ...B };
    expect(results).toEqual([both, both, both, both, both]);
  });

  test('a counter goes like an object, and so does a key of a bucket', () => {
    const bucket = (keys: Readonly<Record<string, number>>) => counters('h', 'dynstats.bucket', keys);
    const results = exportedAfterEach([[bucket({ x: 1, y: 2 })], [bucket({ y: 2 })], [bucket({ y: 2 })]]);
    expect(results[2]).toEqual({ 'dynstats{name="h",origin="dynstats.bucket",counter="y"}': '2' });
    expect(exportedAfterEach([[bucket({ x: 1 })], [bucket({})], [bucket({})]])[2]).toEqual({});
  });

  test('incomplete batches take nothing away, however many come', () => {
    const store = new SeriesStore();
    apply(store, batch([a, b]));
    for (let i = 0; i < 5; i++) apply(store, batch([a], 'incomplete'));
    expect(exported(store)).toEqual({ ...A, ...B });
    apply(store, batch([a]));
    expect(exported(store)).toEqual({ ...A, ...B });
    apply(store, batch([a]));
    expect(exported(store)).toEqual(A);
  });

  test('takes the text of its family along', () => {
    const store = new SeriesStore();
    const helps = ['a.b', 'x', 'x', 'a_b'].map((key) => {
      apply(store, batch([counters('n', 'impnew', { [key]: 1 })]));
      return store.view().map(({ family }) => /"(.*)"/.exec(family.help)?.[1]);
    });
    expect(helps).toEqual([['a.b'], ['a.b', 'x'], ['x'], ['a_b', 'x']]);
  });

  test('leaves nothing behind: neither series nor families', () => {
    const store = new SeriesStore();
    for (let i = 0; i < 20; i++) {
      apply(store, batch([counters('n', 'impnew', { [`counter${i}`]: i })]));
      expect(store.view().map(({ family }) => family.name)).toEqual(
        [i - 1, i]
          .filter((n) => n >= 0)
          .map((n) => `rsyslog_pstat_counter${n}`)
          .sort(),
      );
    }
    expect(store.size).toBe(2);
  });
});

describe('the clock of the batches', () => {
  test('shows the last batch and the longest of the last three intervals', () => {
    const store = new SeriesStore();
    for (const at of [10, 20, 50, 60, 70, 80]) apply(store, batch([usage(at)], 'complete', at));
    const [source] = store.sources.values();
    expect([store.lastBatchAt, source?.intervalMs]).toEqual([80_000, 10_000]);
  });

  test('does not run backwards', () => {
    const store = new SeriesStore();
    for (const at of [50, 20]) apply(store, batch([usage(at)], 'complete', at));
    const [source] = store.sources.values();
    expect([store.lastBatchAt, source?.intervalMs]).toEqual([50_000, undefined]);
  });
});
