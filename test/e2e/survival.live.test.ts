// Hostile and broken input over the pipe that omprog writes to: the exporter never crashes, each defect has its counter,
// what can be kept is kept, and the exposition is valid after every step.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseExposition } from '../peers/exposition.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { batch, KINDS, object, startCollector, TEXTFILE } from './collector.ts';
import { aboutRsyslog, refusals, selfValue, valueOf, type Families, type Labels } from './series.ts';

interface Defect {
  readonly what: string;
  /** in the middle of a batch */
  readonly lines?: readonly (string | Uint8Array)[];
  /** before a batch */
  readonly before?: string | Uint8Array;
  readonly refused?: Readonly<Record<string, number>>;
  /** batches that end as `incomplete` */
  readonly incomplete?: number;
  readonly duplicates?: number;
  /** that must be there afterwards; undefined: must not */
  readonly series?: readonly (readonly [name: string, labels: Labels, value: string | undefined])[];
}

const inBytes = (before: string, bytes: readonly number[], after: string): Uint8Array =>
  Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);

const action = (name: string): Labels => ({ name, origin: 'core.action' });
const HOSTILE = 'say "hi" \\ and\na new line';

const DEFECTS: readonly Defect[] = [
  {
    what: 'a line that was cut in the middle of a name',
    lines: ['{ "name": "cut", "origin": "core.action", "processed": 11, "failed": 12, "susp'],
    refused: { truncated: 1 },
    series: [
      ['rsyslog_pstat_processed', action('cut'), '11'],
      ['rsyslog_pstat_failed', action('cut'), '12'],
    ],
  },
  {
    what: 'a line that was cut in the middle of a number, maybe',
    lines: ['{ "name": "cut-number", "origin": "core.action", "processed": 11, "failed": 12'],
    refused: { truncated: 1 },
    series: [
      ['rsyslog_pstat_processed', action('cut-number'), '11'],
      ['rsyslog_pstat_failed', action('cut-number'), undefined],
    ],
  },
  { what: 'a line longer than 1 MiB', lines: ['x'.repeat(1_048_577)], refused: { too_long: 1 } },
  { what: 'text of something else', lines: ['Segmentation fault'], refused: { not_statistics: 1 } },
  {
    what: 'NUL bytes',
    lines: [inBytes('{ "name": "nul', [0, 0], '", "origin": "core.action", "processed": 13 }')],
    refused: { nul_bytes: 1 },
    series: [['rsyslog_pstat_processed', action('nul'), '13']],
  },
  {
    what: 'invalid UTF-8',
    lines: [inBytes('{ "name": "b", "origin": "dynstats.bucket", "values": { "', [0xff, 0xfe], 'k": 14 } }')],
    refused: { invalid_utf8: 1 },
    series: [['rsyslog_pstat_dynstats', { name: 'b', origin: 'dynstats.bucket', counter: '\ufffd\ufffdk' }, '14']],
  },
  {
    what: '__proto__ as the name of a counter, of a key and of an object',
    lines: [
      object('p', 'core.action', '"__proto__": 15'),
      object('b', 'dynstats.bucket', '"values": { "__proto__": 16, "constructor": 17 }'),
      object('__proto__', '__proto__', '"processed": 18'),
    ],
    series: [
      ['rsyslog_pstat___proto__', action('p'), '15'],
      ['rsyslog_pstat_dynstats', { name: 'b', origin: 'dynstats.bucket', counter: '__proto__' }, '16'],
      ['rsyslog_pstat_dynstats', { name: 'b', origin: 'dynstats.bucket', counter: 'constructor' }, '17'],
      ['rsyslog_pstat_processed', { name: '__proto__', origin: '__proto__' }, '18'],
    ],
  },
  {
    what: 'a name with a quote, a backslash and a newline',
    lines: [object(HOSTILE, 'core.action', '"processed": 19')],
    series: [['rsyslog_pstat_processed', action(HOSTILE), '19']],
  },
  {
    what: 'numbers beyond 2^53, and negative ones',
    lines: [object('big', 'core.action', '"processed": 18446744073709551615, "failed": -9223372036854775807')],
    refused: { bad_value: 1 },
    series: [
      ['rsyslog_pstat_processed', action('big'), '18446744073709551615'],
      ['rsyslog_pstat_failed', action('big'), undefined],
    ],
  },
  {
    what: 'values that are no integers',
    lines: [object('bad', 'core.action', '"processed": "many", "failed": null, "resumed": 20')],
    refused: { bad_value: 2 },
    series: [['rsyslog_pstat_resumed', action('bad'), '20']],
  },
  {
    what: 'the same object three times',
    lines: Array<string>(3).fill(object('twins', 'core.queue', '"enqueued": 7, "maxqsize": 7')),
    duplicates: 2,
    series: [
      ['rsyslog_pstat_enqueued', { name: 'twins', origin: 'core.queue' }, '21'],
      ['rsyslog_pstat_maxqsize', { name: 'twins', origin: 'core.queue' }, '7'],
    ],
  },
  { what: 'END without BEGIN', before: 'END\n', refused: { unexpected_end: 1 } },
  { what: 'BEGIN twice', before: 'BEGIN\n', incomplete: 1 },
  {
    what: 'a batch whose end never came',
    before: `BEGIN\n${object('lost-end', 'core.action', '"processed": 22')}\n`,
    incomplete: 1,
    series: [['rsyslog_pstat_processed', action('lost-end'), '22']],
  },
];

function difference(before: Families, after: Families): Record<string, number> {
  const [old, now] = [refusals(before), refusals(after)];
  const rises = Object.entries(now).map(([reason, count]) => [reason, count - (old[reason] ?? 0)] as const);
  return Object.fromEntries(rises.filter(([, rise]) => rise !== 0));
}

describe.each(KINDS)('%s', (kind) => {
  test('goes on through everything, and counts it', async () => {
    await using collector = await startCollector(kind, { dir: tempDir() });
    collector.feed(batch(1));
    let last = await collector.untilMark(1);
    expect(refusals(last)).toEqual({});
    let mark = 1;
    for (const {
      what,
      before = '',
      lines = [],
      refused = {},
      incomplete = 0,
      duplicates = 0,
      series = [],
    } of DEFECTS) {
      mark++;
      collector.feed(before);
      collector.feed(batch(mark, ...lines));
      const families = await collector.untilMark(mark);
      const batches = (result: string): number =>
        selfValue(families, 'batches_total', { result }) - selfValue(last, 'batches_total', { result });
      expect({
        what,
        refused: difference(last, families),
        complete: batches('complete'),
        incomplete: batches('incomplete'),
        duplicates: selfValue(families, 'duplicate_objects'),
        series: series.map(([name, labels]) => [name, labels, valueOf(families, name, labels)]),
      }).toEqual({ what, refused, complete: 1, incomplete, duplicates, series });
      last = families;
    }
    expect(collector.process.isRunning()).toBe(true);
    collector.process.stdin.end();
    expect(await collector.process.exited).toEqual({ code: 0, signal: null });
    expect(collector.process.stdout()).toBe('');
  });

  test('a counter that rsyslog no longer has is gone after two batches', async () => {
    await using collector = await startCollector(kind, { dir: tempDir() });
    const name = 'rsyslog_pstat_processed';
    collector.feed(batch(1, object('gone', 'core.action', '"processed": 1')));
    expect(valueOf(await collector.untilMark(1), name, action('gone'))).toBe('1');
    collector.feed(batch(2));
    expect(valueOf(await collector.untilMark(2), name, action('gone'))).toBe('1');
    collector.feed(batch(3));
    expect(valueOf(await collector.untilMark(3), name, action('gone'))).toBeUndefined();
  });
});

test('both commands say the same about the same recording, byte for byte', async () => {
  const recording = readFileSync('test/fixtures/e2e/recorded-8.2504.log');
  const pages = await Promise.all(
    KINDS.map(async (kind) => {
      await using collector = await startCollector(kind, { dir: tempDir() });
      collector.feed(recording);
      // Awaited here: the collector must not be stopped before.
      return await until('the five batches', async () => {
        const text = await collector.text();
        return selfValue(parseExposition(text), 'batches_total', { result: 'complete' }) === 5 && text;
      });
    }),
  );
  const [file, endpoint] = pages.map(aboutRsyslog) as [string[], string[]];
  expect(file).toEqual(endpoint);
  expect(file.length).toBeGreaterThan(100);
});

test('the end of input is followed by a last write, even in the middle of a batch', async () => {
  const dir = tempDir();
  await using collector = await startCollector('textfile', { dir });
  collector.feed(batch(1));
  await collector.untilMark(1);
  collector.feed(
    `BEGIN\n${object('last', 'core.action', '"processed": 5')}\n{ "name": "torn", "origin": "core.action", "proc`,
  );
  collector.process.stdin.end();
  expect(await collector.process.exited).toEqual({ code: 0, signal: null });
  const families = parseExposition(readFileSync(join(dir, TEXTFILE), 'utf8'));
  expect(valueOf(families, 'rsyslog_pstat_processed', action('last'))).toBe('5');
  expect(valueOf(families, 'rsyslog_pstat_n', { name: 'mark', origin: 'test' })).toBe('1');
  expect(refusals(families)).toEqual({ truncated: 1 });
});
