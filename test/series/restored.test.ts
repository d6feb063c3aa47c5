// Our own restart: sums go on where they were, totals need nothing, and no batch is counted twice.
import { describe, expect, test } from 'vitest';
import { renderFamilies, TEXT } from '../../src/exposition/render.ts';
import { readSums } from '../../src/exposition/restore.ts';
import { createPage } from '../../src/exposition/page.ts';
import { Collector } from '../../src/collector/collector.ts';
import type { ObjectRecord } from '../../src/impstats/record.ts';
import { SeriesStore, type StoreOptions } from '../../src/series/store.ts';
import { apply, batch, counters, exported, sourceOf, usage } from './exported.ts';

const action = (processed: number, name = 'a'): ObjectRecord => counters(name, 'core.action', { processed });
const bucket = (name: string, keys: Readonly<Record<string, number>>): ObjectRecord =>
  counters(name, 'dynstats.bucket', keys);

const page = async (store: SeriesStore): Promise<string> => {
  const render = createPage({ version: '1', collector: new Collector(store), nodeLabel: false });
  return (await render(TEXT)).body.toString();
};

/** One run of the program: takes what an earlier one left, and batches with the seconds at which they came. */
async function run(
  before: string,
  batches: readonly (readonly [at: number, records: readonly ObjectRecord[]])[],
  options: Partial<StoreOptions> = {},
): Promise<{ left: string; shown: Record<string, string>[] }> {
  const restored = readSums(before);
  const store = new SeriesStore(options, restored);
  const shown = batches.map(([at, records]) => {
    store.apply(sourceOf(store), batch(records, 'complete', at), at * 1000 <= restored.lastBatchAt);
    return exported(store);
  });
  return { left: await page(store), shown };
}

const A = 'processed{name="a",origin="core.action"}';
const shownOf = (shown: readonly Record<string, string>[], key = A) => shown.map((all) => all[key]);

describe('after a restart of the program', () => {
  test('sums go on, whether new batches prove anything or not', async () => {
    const first = await run('', [[1, [usage(1), action(5)]], [2, [usage(2), action(3)]]]); // prettier-ignore
    expect(shownOf(first.shown)).toEqual(['5', '8']);
    const second = await run(first.left, [[3, [usage(3), action(4)]], [4, [usage(4), action(1)]]]); // prettier-ignore
    expect(shownOf(second.shown)).toEqual(['12', '13']);
  });

  test('batches that are in the sums already are not added again', async () => {
    const batches = [[1, [usage(1), action(5)]], [2, [usage(2), action(3)]]] as const; // prettier-ignore
    const { left } = await run('', batches);
    const { shown } = await run(left, [...batches, [3, [usage(3), action(4)]]]);
    expect(shownOf(shown)).toEqual(['8', '8', '12']);
  });

  test('totals are what rsyslog says', async () => {
    const { left } = await run('', [[1, [usage(1), action(5)]]]);
    expect(shownOf((await run(left, [[2, [usage(2), action(6)]]])).shown)).toEqual(['6']);
  });

  test('sums survive a second restart in which nothing has been proven yet', async () => {
    const first = await run('', [[1, [usage(1), action(5)]], [2, [usage(2), action(3)]]]); // prettier-ignore
    const second = await run(first.left, [[3, [usage(3), action(4)]]]);
    const third = await run(second.left, [[4, [usage(4), action(6)]]]);
    expect(shownOf([...second.shown, ...third.shown])).toEqual(['12', '18']);
  });

  test('what was proven of the same process need not be proven again: rising increments are added at once', async () => {
    const first = await run('', [[1, [usage(1), action(5)]], [2, [usage(2), action(3)]]]); // prettier-ignore
    const second = await run(first.left, [[3, [usage(3), action(4)]], [4, [usage(4), action(6)]]]); // prettier-ignore
    const third = await run(second.left, [[5, [usage(5), action(7)]]]);
    expect(shownOf([...second.shown, ...third.shown])).toEqual(['12', '18', '25']);
  });

  test('of another process only the sum is taken over, whether its reports reset counters or not', async () => {
    const first = await run('', [[1, [usage(8), action(5)]], [2, [usage(9), action(3)]]]); // prettier-ignore
    const totals = await run(first.left, [[3, [usage(1), action(2)]], [4, [usage(2), action(6)]]]); // prettier-ignore
    expect(shownOf(totals.shown)).toEqual(['10', '14']);
    const increments = await run(first.left, [[3, [usage(1), action(2)]], [4, [usage(2), action(1)]]]); // prettier-ignore
    expect(shownOf(increments.shown)).toEqual(['10', '11']);
  });

  test('a sum under values that may be totals ends with the program: an ordinary counter reset, nothing is added twice', async () => {
    const first = await run('', [[1, [usage(8), action(5)]], [2, [usage(9), action(3)]], [3, [usage(1), action(2)]]]); // prettier-ignore
    const second = await run(first.left, [[4, [usage(2), action(4)]]]);
    const third = await run(second.left, [[5, [usage(3), action(6)]]]);
    expect(shownOf([...first.shown, ...second.shown, ...third.shown])).toEqual(['5', '8', '10', '4', '6']);
  });

  test('a series that went and comes back does not get its old sum again', async () => {
    const first = await run('', [[1, [usage(1), action(5)]], [2, [usage(2), action(3)]]]); // prettier-ignore
    const second = await run(first.left, [
      [3, [usage(3), action(4)]],
      [4, [usage(4)]],
      [5, [usage(5)]],
      [6, [usage(6), action(1)]],
    ]);
    expect(shownOf(second.shown)).toEqual(['12', '12', undefined, '1']);
  });

  test('two sources without a distinguishing label share one old sum', async () => {
    const { left } = await run('', [[1, [usage(1), action(5)]], [2, [usage(2), action(3)]]]); // prettier-ignore
    const store = new SeriesStore({}, readSums(left));
    for (let i = 0; i < 2; i++) store.apply(store.createSource(), batch([usage(3), action(1)], 'complete', 3));
    expect(exported(store)[A]).toBe('10');
  });

  test('buckets of dynstats are restored each for itself, also with odd names', async () => {
    const odd = 'h"x\\",name="y';
    const batches = [
      [1, [usage(1), bucket(odd, { k: 5 }), bucket('kept', { k: 1 }), action(9)]],
      [2, [usage(2), bucket(odd, { k: 3 }), bucket('kept', { k: 2 }), action(9)]],
    ] as const;
    const first = await run('', batches);
    const second = await run(first.left, [[3, [usage(3), bucket(odd, { k: 1 }), bucket('kept', { k: 3 }), action(9)]]]);
    expect(second.shown).toEqual([
      {
        'dynstats{name="h\\"x\\\\\\",name=\\"y",origin="dynstats.bucket",counter="k"}': '9',
        'dynstats{name="kept",origin="dynstats.bucket",counter="k"}': '3',
        [A]: '9',
      },
    ]);
  });

  test('sums are restored in the standard scheme, with labels and all digits', async () => {
    const big = 9_007_199_254_740_993n;
    const sent = (value: bigint | number) => counters('a', 'omfwd', { 'bytes.sent': value });
    const options: Partial<StoreOptions> = { naming: 'standard', labels: [['zone', 'a b']], resetCounters: 'on' };
    const first = await run('', [[1, [sent(big), counters('h', 'dynstats.bucket', { k: 1 })]]], options);
    const second = await run(first.left, [[2, [sent(2), counters('h', 'dynstats.bucket', { k: 1 })]]], options);
    expect(second.shown).toEqual([
      {
        'bytes_sent_total{name="a",origin="omfwd",zone="a b"}': '9007199254740995',
        // The bucket has its own setting, and none of its counters has fallen.
        'dynstats_total{name="h",origin="dynstats.bucket",counter="k",zone="a b"}': '1',
      },
    ]);
  });
});

describe('what an earlier run left', () => {
  test('is left out where this program would not write it, and reported where a sum is lost', () => {
    const mark = 'rsyslog_pstat_exporter_interval_counters{scope="process",name=""} 1';
    const text = ['processed NaN', 'rsyslog_pstat_processed{name="a"} -1', 'x{', '', mark, 'rsyslog_pstat_failed 7'];
    const values = new Map([['rsyslog_pstat_failed', '7']]);
    expect(readSums(text.join('\n'))).toEqual({
      values,
      intervals: new Set(['']),
      lastBatchAt: 0,
      rejected: ['processed NaN', 'rsyslog_pstat_processed{name="a"} -1'],
    });
  });

  test('holds no sums when nothing was added up', () => {
    const store = new SeriesStore();
    apply(store, batch([action(5)]));
    expect(readSums(renderFamilies(store.view(), TEXT))).toEqual({
      values: new Map(),
      intervals: new Set(),
      lastBatchAt: 0,
      rejected: [],
    });
  });
});
