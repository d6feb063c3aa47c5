// Limits: what is over one is counted, names alone decide which series are admitted, and free room is used.
import { describe, expect, test } from 'vitest';
import type { ObjectRecord } from '../../src/impstats/record.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/series/admission.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { apply, batch, counters, exported, sourceOf } from './exported.ts';

const action = (name: string, processed = 1): ObjectRecord => counters(name, 'core.action', { processed });
const bucket = (...keys: string[]): ObjectRecord =>
  counters('h', 'dynstats.bucket', Object.fromEntries(keys.map((key) => [key, 1])));
const sender = (name: string): ObjectRecord => {
  const { shape, ...rest } = counters('_sender_stat', 'impstats', { messages: 1 });
  return { ...rest, shape: { ...shape, sender: name } };
};

function storeWith(limits: Partial<Limits>): SeriesStore {
  return new SeriesStore({ limits: { ...DEFAULT_LIMITS, ...limits } });
}

/** The one label value that differs, of every series. */
function names(store: SeriesStore): string[] {
  return Object.keys(exported(store)).map((key) => /.*(?:counter|sender|{name)="([^"]*)"/.exec(key)?.[1] ?? key);
}

const NO_DROPS = { max_series: 0, dynstats_keys: 0, senders: 0, name_length: 0, memory: 0 };
const drops = (some: Partial<typeof NO_DROPS>) => ({ ...NO_DROPS, ...some });

describe('--max-series', () => {
  test('keeps the first ones by name, in any order of the lines', () => {
    for (const order of [
      ['d', 'b', 'c', 'a'],
      ['a', 'b', 'c', 'd'],
      ['c', 'd', 'a', 'b'],
    ]) {
      const store = storeWith({ series: 2 });
      apply(store, batch(order.map((name) => action(name))));
      expect([names(store), store.drops]).toEqual([['a', 'b'], drops({ max_series: 2 })]);
    }
  });

  test('keeps those that are in already', () => {
    const store = storeWith({ series: 2 });
    apply(store, batch([action('c'), action('d')]));
    apply(store, batch([action('a'), action('c'), action('d')]));
    expect([names(store), store.drops]).toEqual([['c', 'd'], drops({ max_series: 1 })]);
  });

  test('lets others in as soon as there is room', () => {
    const store = storeWith({ series: 2 });
    apply(store, batch([action('a'), action('b'), action('c')]));
    for (let i = 0; i < 3; i++) apply(store, batch([action('b'), action('c')]));
    expect([names(store), store.size]).toEqual([['b', 'c'], 2]);
  });

  test('holds for all sources together, and is free again when one goes', () => {
    const store = storeWith({ series: 2 });
    const from = (id: string, ...actions: string[]) =>
      apply(store, batch(actions.map((name) => action(name))), id); // prettier-ignore
    from('one', 'a', 'b');
    from('two', 'c');
    expect([names(store), store.drops]).toEqual([['a', 'b'], drops({ max_series: 1 })]);
    store.remove(sourceOf(store, 'one'));
    from('two', 'c', 'd', 'e');
    expect([names(store), store.size]).toEqual([['c', 'd'], 2]);
  });

  test('lets one in whose line has not changed since, when another source goes', () => {
    const store = storeWith({ series: 1 });
    const records = [action('b')];
    apply(store, batch([action('a')]), 'one');
    for (let i = 0; i < 2; i++) apply(store, batch(records), 'two');
    expect(names(store)).toEqual(['a']);
    store.remove(sourceOf(store, 'one'));
    apply(store, batch(records), 'two');
    expect(names(store)).toEqual(['b']);
  });

  test('leaves the other counters of an object alone', () => {
    const store = storeWith({ series: 1 });
    for (let i = 0; i < 2; i++) apply(store, batch([counters('a', 'core.action', { processed: 1, failed: 2 })]));
    expect(exported(store)).toEqual({ 'failed{name="a",origin="core.action"}': '2' });
    expect(store.drops).toEqual(drops({ max_series: 2 }));
  });
});

describe('--max-dynstats-keys', () => {
  test('holds for each bucket, by name', () => {
    const store = storeWith({ dynstatsKeys: 2 });
    const other = counters('other', 'dynstats.bucket', { z: 1 });
    apply(store, batch([bucket('c', 'a', 'b'), other]));
    expect([names(store), store.drops]).toEqual([['a', 'b', 'z'], drops({ dynstats_keys: 1 })]);
  });

  test('lets others in when keys have gone', () => {
    const store = storeWith({ dynstatsKeys: 2 });
    apply(store, batch([bucket('a', 'b', 'c')]));
    for (let i = 0; i < 3; i++) apply(store, batch([bucket('b', 'c')]));
    expect(names(store)).toEqual(['b', 'c']);
  });
});

describe('--max-senders', () => {
  test('of 0 leaves senders out without calling them dropped', () => {
    const store = storeWith({ senders: 0 });
    apply(store, batch([sender('a'), action('a')]));
    expect([names(store), store.drops]).toEqual([['a'], drops({})]);
  });

  test('keeps the first ones by name', () => {
    const store = storeWith({ senders: 2 });
    apply(store, batch(['c', 'a', 'b'].map(sender)));
    expect([names(store), store.drops]).toEqual([['a', 'b'], drops({ senders: 1 })]);
  });

  test('is given back by senders that have gone, however often they come and go', () => {
    const store = storeWith({ senders: 2 });
    for (let i = 0; i < 12; i++) {
      apply(store, batch([sender(`s${i}`), sender(`t${i}`)]));
      for (let gone = 0; gone < 2; gone++) apply(store, batch([]));
    }
    expect([store.size, store.drops]).toEqual([0, drops({})]);
  });

  test('counts senders, not their counters: a name can be made to bring more of them', () => {
    const store = storeWith({ senders: 1 });
    const { shape, ...rest } = counters('_sender_stat', 'impstats', { messages: 1, other: 2 });
    const odd: ObjectRecord = { ...rest, shape: { ...shape, sender: 'a' } };
    for (let i = 0; i < 3; i++) {
      apply(store, batch([odd]));
      for (let gone = 0; gone < 2; gone++) apply(store, batch([]));
    }
    apply(store, batch([sender('b')]));
    expect([names(store), store.drops]).toEqual([['b'], drops({})]);
  });
});
