// Counters that every report zeroes: found without a setting, added up so that what is exported never falls while rsyslogd
// lives, and never suspected where something else makes a counter fall.
import { describe, expect, test } from 'vitest';
import type { ObjectRecord } from '../../src/impstats/record.ts';
import type { StoreOptions } from '../../src/series/store.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { apply, batch, counters, exported, exportedAfterEach, usage } from './exported.ts';

const action = (processed: number, name = 'a'): ObjectRecord => counters(name, 'core.action', { processed });
const bucket = (keys: Readonly<Record<string, number>>): ObjectRecord => counters('h', 'dynstats.bucket', keys);
const dynstats = (purged: number): ObjectRecord => counters('global', 'dynstats', { 'h.metrics_purged': purged });

/** Values of the only series (but those of the process and of dynstats itself) after each batch. */
function values(batches: readonly (readonly ObjectRecord[])[], options: Partial<StoreOptions> = {}): string[] {
  return exportedAfterEach(batches, options).map((all) => {
    const shown = Object.entries(all).filter(([key]) => !key.includes('origin="dynstats"'));
    return shown.map(([, value]) => value).join(' ');
  });
}

/** One batch per value; CPU time rises by one with each. */
const steady = (...processed: number[]): ObjectRecord[][] => processed.map((value, i) => [usage(i + 1), action(value)]);

describe('--reset-counters', () => {
  test('auto takes values for totals as long as nothing falls', () => {
    expect(values(steady(1, 5, 5, 9))).toEqual(['1', '5', '5', '9']);
  });

  test('auto goes on with the sum of everything seen once a counter fell in a living process', () => {
    expect(values(steady(5, 7, 3, 4, 0, 2))).toEqual(['5', '7', '15', '19', '19', '21']);
  });

  test('auto is not above what was exported while the intervals only rise', () => {
    expect(values(steady(1, 2, 3, 4, 0))).toEqual(['1', '2', '3', '4', '10']);
  });

  test('the fall of one counter proves it for all of the process', () => {
    const batches = [
      [usage(1), action(5, 'a'), action(1, 'b')],
      [usage(2), action(3, 'a'), action(4, 'b')],
    ];
    expect(values(batches)).toEqual(['5 1', '8 5']);
  });

  test('on adds up from the first value', () => {
    expect(values(steady(5, 7, 3), { resetCounters: 'on' })).toEqual(['5', '12', '15']);
  });

  test('off never adds up', () => {
    expect(values(steady(5, 7, 3), { resetCounters: 'off' })).toEqual(['5', '7', '3']);
  });

  test('levels, high-water marks and counters that are never reset are left as they are', () => {
    const queue = (size: number, maxqsize: number) => counters('q', 'core.queue', { size, maxqsize });
    const duration = (value: number) => counters('a', 'core.action', { 'suspended.duration': value });
    const batches = [
      [usage(1), queue(9, 9), duration(9), action(9, 'b')],
      [usage(2), queue(3, 2), duration(4), action(5, 'b')],
    ];
    expect(exportedAfterEach(batches, { resetCounters: 'on' })[1]).toEqual({
      'maxqsize{name="q",origin="core.queue"}': '2',
      'processed{name="b",origin="core.action"}': '14',
      'size{name="q",origin="core.queue"}': '3',
      'suspended_duration{name="a",origin="core.action"}': '4',
    });
  });

  test('sums keep all digits', () => {
    const big = 18_446_744_073_709_551_615n;
    const sent = [big, 1, 2].map((value) => [counters('a', 'omfwd', { 'bytes.sent': value })]);
    expect(values(sent, { resetCounters: 'on' })).toEqual([`${big}`, `${big + 1n}`, `${big + 3n}`]);
  });
});

describe('buckets of dynstats', () => {
  test('have a separate setting', () => {
    const batches = [
      [usage(1), bucket({ k: 5 }), action(5)],
      [usage(2), bucket({ k: 2 }), action(9)],
      [usage(3), bucket({ k: 0 }), action(9)],
    ];
    expect(values(batches)).toEqual(['5 5', '7 9', '7 9']);
    expect(values(batches, { resetBuckets: new Map([['h', 'off']]) })).toEqual(['5 5', '2 9', '0 9']);
    expect(values(batches, { resetBuckets: new Map([['other', 'off']]) })).toEqual(['5 5', '7 9', '7 9']);
    expect(values(batches, { resetCounters: 'on' }).at(-1)).toBe('7 23');
  });

  test('are distinguished', () => {
    const other = (value: number) => counters('other', 'dynstats.bucket', { k: value });
    const batches = [
      [usage(1), bucket({ k: 5 }), other(3)],
      [usage(2), bucket({ k: 2 }), other(4)],
    ];
    expect(values(batches)).toEqual(['5 3', '7 4']);
  });

  test('a key that was purged and came back proves nothing', () => {
    const batches = [
      [usage(1), dynstats(0), bucket({ k: 9 })],
      [usage(2), dynstats(1), bucket({ k: 2 })],
      [usage(3), dynstats(1), bucket({ k: 3 })],
    ];
    expect(values(batches)).toEqual(['9', '2', '3']);
  });

  test('nor does it where reports reset the count of purges itself', () => {
    const batches = [
      [usage(1), dynstats(2), bucket({ k: 9 }), action(5)],
      [usage(2), dynstats(1), bucket({ k: 9 }), action(2)],
      [usage(3), dynstats(1), bucket({ k: 2 }), action(2)],
    ];
    expect(values(batches)).toEqual(['9 5', '9 7', '2 9']);
  });

  test('a key that falls without a purge does, next to others that were purged before', () => {
    const batches = [
      [usage(1), dynstats(4), bucket({ k: 9 })],
      [usage(2), dynstats(4), bucket({ k: 2 })],
    ];
    expect(values(batches)).toEqual(['9', '11']);
  });
});

describe('a fall that proves nothing', () => {
  test('in an object that comes and goes while rsyslogd lives', () => {
    for (const origin of ['imfile', 'imkubernetes', 'mmkubernetes', 'mmjsonparse', 'omotel', 'ratelimit']) {
      const submitted = (value: number) => counters('n', origin, { submitted: value });
      expect(values([[usage(1), submitted(9)], [usage(2), submitted(2)]])).toEqual(['9', '2']); // prettier-ignore
    }
  });

  test('because there are fewer objects of that name than before', () => {
    const batches = [
      [usage(1), action(5), action(4)],
      [usage(2), action(6)],
      [usage(3), action(7), action(5)],
    ];
    expect(values(batches)).toEqual(['9', '6', '12']);
  });

  test('below zero, where a counter ran under', () => {
    expect(values(steady(5, -1, 0, 6))).toEqual(['5', '-1', '0', '6']);
  });

  test('of a sender that is removed after a long silence', () => {
    const sender = (messages: number): ObjectRecord => {
      const { shape, ...rest } = counters('_sender_stat', 'impstats', { messages });
      return { ...rest, shape: { ...shape, sender: 'h' } };
    };
    const limits = { series: 10, dynstatsKeys: 10, senders: 10, nameLength: 100 };
    const batches = [9, 2].map((messages, i) => [usage(i + 1), sender(messages)]);
    expect(values(batches, { limits })).toEqual(['9', '2']);
  });

  test('of an object that was missing in between', () => {
    expect(values([[usage(1), action(9)], [usage(2)], [usage(3), action(2)]])).toEqual(['9', '9', '2']); // prettier-ignore
  });

  test('when no object shows whether the process is the same', () => {
    expect(values([[action(9)], [action(2)]])).toEqual(['9', '2']);
  });

  test('in batches that are not whole, where one of several objects may be missing', () => {
    const store = new SeriesStore();
    const shown: unknown[] = [];
    const show = (result: 'complete' | 'incomplete', records: readonly ObjectRecord[]): void => {
      apply(store, batch(records, result));
      shown.push(Object.values(exported(store)));
    };
    show('complete', [usage(1), action(100), action(50)]);
    show('incomplete', [usage(2), action(101)]);
    show('incomplete', [usage(2), action(51)]);
    show('complete', [usage(3), action(102), action(52)]);
    expect(shown.at(-1)).toEqual(['154']);
  });
});

describe('a restart of rsyslogd', () => {
  test('is an ordinary counter reset for totals', () => {
    const batches = [
      [usage(9), action(7)],
      [usage(1), action(2)],
      [usage(2), action(3)],
    ];
    expect(values(batches)).toEqual(['7', '2', '3']);
  });

  test('does not interrupt a sum, whether the new process resets its counters or not', () => {
    const before = [
      [usage(8), action(7)],
      [usage(9), action(2)],
    ];
    const intervals = [3, 1].map((value, i) => [usage(i + 1), action(value)]);
    expect(values([...before, ...intervals])).toEqual(['7', '9', '12', '13']);
    const totals = [3, 4].map((value, i) => [usage(i + 1), action(value)]);
    expect(values([...before, ...totals])).toEqual(['7', '9', '12', '13']);
    expect(values([...before, ...totals, [usage(1), action(6)]]).at(-1)).toBe('19');
  });

  test('counts what an object had only once, if the new process does not mention it', () => {
    const batches = [
      [usage(8), action(7), action(5, 'gone')],
      [usage(9), action(2), action(4, 'gone')],
      [usage(1), action(3)],
    ];
    expect(values(batches)).toEqual(['7 5', '9 9', '12 9']);
  });

  test.each(['utime', 'stime', 'maxrss', 'minflt', 'majflt', 'inblock', 'oublock', 'nvcsw', 'nivcsw'])(
    'shows itself in %s',
    (key) => {
      const process = (value: number) =>
        counters('resource-usage', 'impstats', { [key]: value, openfiles: 20 - value });
      expect(values([[process(9), action(7)], [process(1), action(2)]])).toEqual(['7', '2']); // prettier-ignore
      expect(values([[process(8), action(7)], [process(9), action(2)]])).toEqual(['7', '9']); // prettier-ignore
    },
  );

  test('is not seen in the number of open files', () => {
    const process = (openfiles: number) => counters('resource-usage', 'impstats', { utime: 1, openfiles });
    expect(values([[process(9), action(7)], [process(8), action(2)]])).toEqual(['7', '9']); // prettier-ignore
  });

  test('is not seen where two processes share a stream', () => {
    const both = (i: number, processed: number) => [usage(i), action(processed), usage(100 + i), action(processed)];
    expect(values([both(1, 5), both(2, 2), both(3, 1)])).toEqual(['10', '14', '16']);
    expect(values([both(1, 5), both(0, 2), both(1, 3)])).toEqual(['10', '4', '6']);
    const one = (i: number, processed: number) => [usage(100 + i), action(processed)];
    expect(values([both(1, 5), both(2, 2), one(3, 9), one(4, 10)])).toEqual(['10', '14', '23', '33']);
  });
});
