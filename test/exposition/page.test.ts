// The page as it is served: the metrics about the program below those of rsyslog, and the same bytes until something changes.
import { describe, expect, test } from 'vitest';
import { Collector } from '../../src/collector/collector.ts';
import { createPage } from '../../src/exposition/page.ts';
import { OPEN_METRICS, TEXT } from '../../src/exposition/render.ts';
import type { SelfState } from '../../src/exposition/self-metrics.ts';
import { REJECT_REASONS } from '../../src/impstats/record.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { parseExposition } from '../peers/exposition.ts';
import { apply, batch, counters, usage } from '../series/exported.ts';

const LINE = '{ "name": "a", "origin": "core.action", "failed": 1 }\n';
const DROP_REASONS = ['max_series', 'dynstats_keys', 'senders', 'name_length', 'memory', 'batch_size', 'sources'];

function selfState(store = new SeriesStore()) {
  const collector = new Collector(store, { refusals: ['address'], staleAfterMs: 1 });
  return { version: '1.2.3', collector, nodeLabel: false, textfileWrites: { success: 0, failure: 0 } };
}

async function own(state: SelfState): Promise<Record<string, string>> {
  const families = parseExposition((await createPage(state)(TEXT)).body.toString());
  return Object.fromEntries(
    [...families.values()]
      .filter(({ name }) => name.startsWith('rsyslog_pstat_exporter_'))
      .flatMap(({ samples }) => samples)
      .map(({ name, labels, value }) => {
        const shown = [...labels].map(([label, text]) => `${label}=${text}`).join(',');
        return [`${name.replace('rsyslog_pstat_exporter_', '')}{${shown}}`, value];
      }),
  );
}

describe('the metrics about the program', () => {
  test('are all there before anything came, so that a rise from 0 is seen', async () => {
    const zeros = (name: string, label: string, values: readonly string[]) =>
      Object.fromEntries(values.map((value) => [`${name}{${label}=${value}}`, '0']));
    expect(await own(selfState())).toEqual({
      'build_info{version=1.2.3}': '1',
      'lines_total{}': '0',
      ...zeros('rejected_lines_total', 'reason', REJECT_REASONS),
      ...zeros('batches_total', 'result', ['complete', 'unbracketed', 'incomplete']),
      'last_batch_timestamp_seconds{}': '0',
      'last_batch_objects{}': '0',
      'duplicate_objects{}': '0',
      'merged_counters{}': '0',
      ...zeros('memory_bytes', 'account', ['lines', 'batches', 'series']),
      'series{}': '0',
      ...zeros('series_dropped_total', 'reason', DROP_REASONS),
      'input_refused_total{reason=address}': '0',
      ...zeros('textfile_writes_total', 'result', ['success', 'failure']),
    });
  });

  test('show what HTTP refused, as of the last change of the page', async () => {
    const httpRefusals = { login: 0 };
    const page = createPage({ ...selfState(), httpRefusals });
    const before = await page(TEXT);
    httpRefusals.login = 3;
    expect(await page(TEXT)).toBe(before);
    expect(await own({ ...selfState(), httpRefusals })).toMatchObject({ 'http_refused_total{reason=login}': '3' });
  });

  test('show batches, nodes, equal objects, merged counters and resets', async () => {
    const store = new SeriesStore({ resetCounters: 'on', resetBuckets: new Map([['h', 'on']]) });
    const records = [
      usage(1),
      counters('a', 'core.action', { failed: 1 }),
      counters('a', 'core.action', { failed: 1 }),
      counters('h', 'dynstats.bucket', { k: 1 }),
      counters('n', 'impnew', { 'x.y': 1, x_y: 1 }),
    ];
    apply(store, batch(records, 'complete', 5), 'v1');
    apply(store, batch([usage(1)], 'complete', 7), 'v2');
    expect(await own({ ...selfState(store), nodeLabel: true })).toMatchObject({
      'last_batch_timestamp_seconds{}': '7',
      'last_batch_timestamp_seconds{node=v1}': '5',
      'last_batch_timestamp_seconds{node=v2}': '7',
      'last_batch_objects{}': '6',
      'duplicate_objects{}': '1',
      'merged_counters{}': '1',
      'interval_counters{scope=process,name=}': '1',
      'interval_counters{scope=dynstats,name=h}': '1',
      'series{}': '5',
    });
  });
});

describe('the page', () => {
  test('ends as its format demands', async () => {
    const page = createPage(selfState());
    const text = (await page(TEXT)).body.toString();
    const open = (await page(OPEN_METRICS)).body.toString();
    expect([text.endsWith('\n'), text.includes('# EOF')]).toEqual([true, false]);
    // OpenMetrics has no empty lines.
    expect([open.endsWith('\n# EOF\n'), open.match(/# EOF/g)?.length, open.includes('\n\n')]).toEqual([true, 1, false]);
    expect(open).toContain('# TYPE rsyslog_pstat_exporter_lines counter\nrsyslog_pstat_exporter_lines_total 0\n');
  });

  test('is the same object until something changes, in each format', async () => {
    const state = selfState();
    const page = createPage(state);
    for (const contentType of [TEXT, OPEN_METRICS] as const) {
      const first = await page(contentType);
      expect(await page(contentType)).toBe(first);
      expect(first.contentType).toBe(contentType);
    }
  });

  test('follows series at once, and counts that a sender can raise at will only so often', async () => {
    const state = selfState();
    const stream = state.collector.stream('in');
    let now = 0;
    const page = createPage(state, { now: () => now, maxLagMs: 1000 });
    const before = await page(TEXT);
    stream.write(Buffer.from('noise\n'), 1);
    now = 999;
    expect(await page(TEXT)).toBe(before);
    now = 1000;
    const later = await page(TEXT);
    expect(later.body.toString()).toContain('rejected_lines_total{reason="not_statistics"} 1');
    stream.write(Buffer.from('noise\nBEGIN\nEND\n'), 1);
    expect((await page(TEXT)).body.toString()).toContain('rejected_lines_total{reason="not_statistics"} 2');
  });

  test('keeps the time of the last report of a node whose series are withdrawn', async () => {
    const state = { ...selfState(), nodeLabel: true };
    const collector = new Collector(new SeriesStore(), { nodeLabel: true, staleAfterMs: 1 });
    collector.stream('in').write(Buffer.from(`Nov 20 15:42:30 v1 rsyslogd-pstats: ${LINE}`), 5000);
    collector.closeAll();
    collector.removeSilent(9000);
    const text = (await createPage({ ...state, collector })(TEXT)).body.toString();
    expect(text).toContain('rsyslog_pstat_exporter_last_batch_timestamp_seconds{node="v1"} 5');
    expect(text).not.toContain('rsyslog_pstat_failed');
  });

  const CHANGES: readonly (readonly [what: string, change: (state: ReturnType<typeof selfState>) => void])[] = [
    ['a line', ({ collector }) => collector.stream('other').write(Buffer.from('\n'), 2)],
    ['a batch', ({ collector }) => collector.stream('other').write(Buffer.from('BEGIN\nEND\n'), 2)],
    ['a batch that a quiet gap ended', ({ collector }) => collector.closeQuiet(2_000)],
    ['a host that is gone', ({ collector }) => void collector.removeSilent(2_000)],
    ['a refusal', ({ collector }) => collector.countRefusal('address')],
    ['a textfile that was written', ({ textfileWrites }) => void textfileWrites.success++],
    ['a textfile that was not', ({ textfileWrites }) => void textfileWrites.failure++],
  ];

  test.each(CHANGES)('changes with %s', async (_, change) => {
    const state = selfState();
    state.collector.stream('gone').write(Buffer.from(`BEGIN\n${LINE}END\n`), 1);
    state.collector.stream('open').write(Buffer.from(LINE), 1);
    const page = createPage(state);
    const before = await page(TEXT);
    change(state);
    const after = await page(TEXT);
    expect(after.body.equals(before.body)).toBe(false);
    expect(await page(TEXT)).toBe(after);
  });
});
