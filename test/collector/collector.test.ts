// Bytes of several streams to batches of the right source, counted and reported; time comes from outside.
import { describe, expect, test } from 'vitest';
import { Collector, type CollectorOptions } from '../../src/collector/collector.ts';
import type { Batch } from '../../src/impstats/batch.ts';
import type { Source } from '../../src/series/source.ts';
import { NOTHING_RESTORED } from '../../src/series/restored.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { exported } from '../series/exported.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const line = (host: string, processed: number, name = 'a'): string =>
  `${host === '' ? '' : `Nov 20 15:42:30 ${host} rsyslogd-pstats: `}{ "name": "${name}", "origin": "core.action", "processed": ${processed} }\n`;

function collect(options: Partial<CollectorOptions> = {}) {
  const rejected: string[] = [];
  const batches: string[] = [];
  class WatchedStore extends SeriesStore {
    override apply(source: Source, batch: Batch, replayed?: boolean): void {
      super.apply(source, batch, replayed);
      batches.push(`${batch.result} ${batch.records.length}`);
    }
  }
  const collector = new Collector(new WatchedStore(), options, ({ stream, line: number, reason, text }) => {
    rejected.push(`${stream}:${number} ${reason} ${text}`);
  });
  return { collector, rejected, batches };
}

const seriesOf = (collector: Collector): unknown => exported(collector.store);
const series = (host: string, name = 'a'): string =>
  `processed{name="${name}",origin="core.action"${host === '' ? '' : `,node="${host}"`}}`;

describe('hosts', () => {
  test('are distinguished by a label on request, also when their lines are mixed', () => {
    const { collector, batches } = collect({ nodeLabel: true });
    const stream = collector.stream('udp');
    stream.write(bytes(line('v1', 1) + line('v2', 2) + line('v1', 3, 'b') + line('', 4)), 1);
    collector.closeAll();
    expect(batches).toEqual(['unbracketed 2', 'unbracketed 1', 'unbracketed 1']);
    expect(seriesOf(collector)).toEqual({
      [series('v1')]: '1',
      [series('v2')]: '2',
      [series('v1', 'b')]: '3',
      [series('')]: '4',
    });
  });

  test('are kept apart without the label too, and shown as one', () => {
    const { collector, batches } = collect();
    collector.stream('udp').write(bytes(line('v1', 1) + line('v2', 2)), 1);
    collector.closeAll();
    expect(batches).toEqual(['unbracketed 1', 'unbracketed 1']);
    expect(seriesOf(collector)).toEqual({ [series('')]: '3' });
  });

  test('are the senders where the header names no host', () => {
    const { collector } = collect({ nodeLabel: true });
    collector.stream('tcp', '10.0.0.7').write(bytes(line('', 1) + line('v1', 2)), 1);
    collector.closeAll();
    expect(seriesOf(collector)).toEqual({ [series('10.0.0.7')]: '1', [series('v1')]: '2' });
  });

  test('that come back over another stream of their peer are the same ones', () => {
    const { collector } = collect({ nodeLabel: true });
    collector.stream('tcp', '10.0.0.1').write(bytes(line('v1', 1)), 1);
    collector.closeAll();
    collector.stream('udp', '::ffff:10.0.0.1').write(bytes(line('v1', 2)), 2);
    collector.closeAll();
    expect([seriesOf(collector), collector.store.sources.size]).toEqual([{ [series('v1')]: '2' }, 1]);
  });

  test('over the limit are dropped by the object, until others have gone silent', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 1, staleAfterMs: 5 });
    const stream = collector.stream('udp');
    const send = (host: string, at: number) => {
      stream.write(bytes(line(host, at)), at);
      collector.closeAll();
    };
    send('v1', 1);
    send('v2', 2);
    expect([seriesOf(collector), collector.drops.sources]).toEqual([{ [series('v1')]: '1' }, 1]);
    expect(collector.removeSilent(3)).toBe(0);
    expect(collector.removeSilent(7)).toBe(1);
    send('v2', 8);
    expect([seriesOf(collector), collector.drops.sources]).toEqual([{ [series('v2')]: '8' }, 1]);
  });

  test('that were silent have to find a place like any other when they come back', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 1, staleAfterMs: 5 });
    const [one, two] = [collector.stream('tcp'), collector.stream('tcp')];
    one.write(bytes(line('v1', 1)), 1);
    collector.closeAll();
    collector.removeSilent(100);
    two.write(bytes(line('v2', 2)), 100);
    one.write(bytes(line('v1', 3)), 100);
    collector.closeAll();
    expect([seriesOf(collector), collector.drops.sources]).toEqual([{ [series('v2')]: '2' }, 1]);
  });

  test('that never brought a batch give their place back as well', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 1 });
    const stream = collector.stream('udp');
    stream.write(bytes('Nov 20 15:42:30 noise rsyslogd-pstats: END\n'), 1);
    collector.removeSilent(2);
    stream.write(bytes(line('v1', 1)), 2);
    collector.closeAll();
    expect(seriesOf(collector)).toEqual({ [series('v1')]: '1' });
  });

  test('that are in the middle of a batch do not lose it', () => {
    const { collector, batches } = collect({ nodeLabel: true });
    const stream = collector.stream('udp');
    stream.write(bytes(line('v1', 1)), 1);
    collector.removeSilent(1_000);
    stream.write(bytes(line('v1', 2, 'b')), 1_000);
    collector.closeAll();
    expect(batches).toEqual(['unbracketed 2']);
    expect(seriesOf(collector)).toEqual({ [series('v1')]: '1', [series('v1', 'b')]: '2' });
  });
});

describe('a host belongs to the peer that introduced it', () => {
  const VICTIM = '10.0.0.1';
  const FORGER = '10.0.0.2';
  const FOREIGN = 'host "v1" belongs to the peer 10.0.0.1';

  test.each([true, false])('forged objects and marks of another peer change nothing, with a label: %s', (nodeLabel) => {
    const { collector, rejected, batches } = collect({ nodeLabel });
    const [victim, forger] = [collector.stream('tcp', VICTIM), collector.stream('tcp', FORGER)];
    const mark = (text: string): Uint8Array => bytes(`Nov 20 15:42:30 v1 rsyslogd-pstats: ${text}\n`);
    victim.write(mark('BEGIN'), 1);
    forger.write(mark('BEGIN'), 2);
    forger.write(bytes(line('v1', 99)), 3);
    victim.write(bytes(line('v1', 1)), 4);
    forger.write(mark('END'), 5);
    victim.write(mark('END'), 6);
    expect([batches, seriesOf(collector)]).toEqual([['complete 1'], { [series(nodeLabel ? 'v1' : '')]: '1' }]);
    expect([rejected.length, collector.counts.rejected.foreign_host]).toEqual([3, 3]);
  });

  test('the reject says whose it is', () => {
    const details: string[] = [];
    const collector = new Collector(new SeriesStore(), { nodeLabel: true }, ({ detail }) => details.push(detail));
    for (const peer of [VICTIM, FORGER]) collector.stream('tcp', peer).write(bytes(line('v1', 1)), 1);
    expect(details).toEqual([expect.stringContaining(FOREIGN)]);
  });

  const PEERS: readonly (readonly [sentence: string, peers: readonly [first: string, second: string]])[] = [
    ['a relay', [VICTIM, '10.0.0.9']],
    ['a file, a pipe or a Unix socket', [VICTIM, '']],
    ['the same peer over another family of addresses', [VICTIM, `::ffff:${VICTIM}`]],
  ];

  test.each(PEERS)('%s sends statistics of a host of another one', (_, peers) => {
    const { collector, rejected } = collect({ nodeLabel: true, isRelay: (address) => address === '10.0.0.9' });
    peers.forEach((peer, i) => collector.stream(`in ${i}`, peer).write(bytes(line('v1', i)), i));
    collector.closeAll();
    expect([seriesOf(collector), rejected]).toEqual([{ [series('v1')]: '1' }, []]);
  });

  test('one peer may introduce any number of hosts', () => {
    const { collector, rejected } = collect({ nodeLabel: true });
    const stream = collector.stream('tcp', '10.0.0.9');
    for (let i = 0; i < 100; i++) stream.write(bytes(line(`v${i}`, i)), 1);
    collector.closeAll();
    expect([collector.store.sources.size, rejected]).toEqual([100, []]);
  });

  test('until it is silent', () => {
    const { collector } = collect({ nodeLabel: true, staleAfterMs: 1000 });
    const [old, moved] = [collector.stream('tcp', VICTIM), collector.stream('tcp', FORGER)];
    const send = (stream: typeof old, processed: number, at: number): void => {
      stream.write(bytes(line('v1', processed)), at);
      collector.closeAll();
    };
    send(old, 1, 1);
    send(moved, 2, 1001);
    expect(seriesOf(collector)).toEqual({ [series('v1')]: '1' });
    send(moved, 3, 1002);
    send(old, 4, 1003);
    expect(seriesOf(collector)).toEqual({ [series('v1')]: '3' });
  });

  test('except for the host that is named by the address of a peer', () => {
    const { collector } = collect({ nodeLabel: true });
    collector.stream('tcp', FORGER).write(bytes(line(VICTIM, 99)), 1);
    collector.stream('tcp', VICTIM).write(bytes(line('', 1)), 2);
    collector.stream('tcp', FORGER).write(bytes(line(VICTIM, 98)), 3);
    collector.closeAll();
    expect(seriesOf(collector)).toEqual({ [series(VICTIM)]: '1' });
  });
});

describe('silent hosts', () => {
  const send = (collector: Collector, host: string, at: number): void => {
    collector.stream('udp').write(bytes(line(host, 1)), at);
    collector.closeAll();
  };

  test('give way to new ones at the limit, without any scrape', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 2, staleAfterMs: 2000 });
    send(collector, 'v1', 0);
    send(collector, 'v2', 1500);
    send(collector, 'v3', 1600);
    expect(collector.drops.sources).toBe(1);
    send(collector, 'v3', 2700);
    expect(Object.keys(seriesOf(collector) as object)).toEqual([series('v2'), series('v3')]);
  });

  test('leave the time of their last batch, as many as the limit on hosts, until they return', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 2, staleAfterMs: 5 });
    send(collector, 'v1', 1);
    send(collector, 'v2', 2);
    collector.removeSilent(100);
    expect([...collector.departedHosts]).toEqual([['v1', 1], ['v2', 2]]); // prettier-ignore
    send(collector, 'v3', 101);
    collector.removeSilent(200);
    expect([...collector.departedHosts.keys()]).toEqual(['v2', 'v3']);
    send(collector, 'v2', 201);
    expect([...collector.departedHosts.keys()]).toEqual(['v3']);
  });
});

describe('time', () => {
  test('a batch is closed when its source was quiet for the gap, each for itself', () => {
    const { collector, batches } = collect({ nodeLabel: true, gapMs: 10 });
    const stream = collector.stream('udp');
    stream.write(bytes(line('v1', 1)), 100);
    stream.write(bytes(line('v2', 1)), 105);
    collector.closeQuiet(109);
    expect([batches.length, collector.hasOpenBatches]).toEqual([0, true]);
    collector.closeQuiet(110);
    expect([batches.length, collector.hasOpenBatches]).toEqual([1, true]);
    collector.closeQuiet(115);
    expect([batches.length, collector.hasOpenBatches]).toEqual([2, false]);
  });

  test('a host is silent after five of its intervals', () => {
    const { collector } = collect();
    const stream = collector.stream('file');
    for (const at of [100_000, 200_000]) {
      stream.write(bytes(`BEGIN\n${line('', 1)}END\n`), at);
    }
    expect([collector.removeSilent(700_000), collector.removeSilent(700_001)]).toEqual([0, 1]);
  });

  test('a host is not silent before five minutes, however short its intervals are', () => {
    const { collector } = collect();
    for (const at of [1000, 2000]) collector.stream('file').write(bytes(`BEGIN\n${line('', 1)}END\n`), at);
    expect([collector.removeSilent(302_000), collector.removeSilent(302_001)]).toEqual([0, 1]);
  });

  const WALLS: readonly (readonly [change: string, walls: readonly number[]])[] = [
    ['runs ahead by 30 days and is set right', [2_592_001_000, 2_592_002_000, 3000, 4000]],
    ['jumps ahead by two hours', [1000, 2000, 7_203_000, 7_204_000]],
    ['goes back by five hours', [18_001_000, 18_002_000, 3000, 4000]],
  ];

  test.each(WALLS)('a clock that %s changes neither sums nor intervals, and ends no batch', (_, walls) => {
    const store = new SeriesStore({ resetCounters: 'on' });
    // The earlier run ended just before this one began.
    const collector = new Collector(store, { replayedUntilMs: (walls[0] ?? 0) - 1, startedMs: 1000 });
    const stream = collector.stream('in');
    walls.forEach((wall, i) => {
      stream.write(bytes(`BEGIN\n${line('', 1)}END\n${line('', 0, 'open')}`), wall, 1000 * (i + 1));
      collector.closeQuiet(1000 * (i + 1) + 500);
    });
    expect([...store.sources].map(({ intervalMs, lastBatchAt }) => [intervalMs, lastBatchAt])).toEqual([
      [1000, walls.at(-1)],
    ]);
    expect(seriesOf(collector)).toMatchObject({ [series('')]: '4' });
    expect(collector.counts.batches.complete).toBe(4);
    expect([collector.removeSilent(5000), store.size]).toEqual([0, 2]);
  });

  test('only batches from before the start can be those of an earlier run', () => {
    const store = new SeriesStore(
      { resetCounters: 'on' },
      { ...NOTHING_RESTORED, values: new Map([['rsyslog_pstat_processed{name="a",origin="core.action"}', '7']]) },
    );
    const collector = new Collector(store, { replayedUntilMs: 900, startedMs: 5000 });
    const stream = collector.stream('in');
    stream.write(bytes(`BEGIN\n${line('', 5)}END\n`), 800, 4900);
    expect(seriesOf(collector)).toEqual({ [series('')]: '7' });
    stream.write(bytes(`BEGIN\n${line('', 5)}END\n`), 800, 5100);
    expect(seriesOf(collector)).toEqual({ [series('')]: '12' });
  });
});

describe('streams', () => {
  test('hold their unfinished lines apart, and end with what they have', () => {
    const { collector } = collect();
    const [one, two] = [collector.stream('one'), collector.stream('two')];
    const [text, other] = [line('', 1), line('', 2, 'b')];
    one.write(bytes(text.slice(0, 20)), 1);
    two.write(bytes(other.slice(0, 30)), 1);
    one.write(bytes(text.slice(20, -1)), 1);
    two.write(bytes(other.slice(30)), 1);
    one.end(2);
    collector.closeAll();
    expect(seriesOf(collector)).toEqual({ [series('')]: '1', [series('', 'b')]: '2' });
  });

  test('forget an unfinished line when they are reset', () => {
    const { collector, rejected } = collect();
    const stream = collector.stream('file');
    stream.write(bytes('{ "name": "old'), 1);
    stream.reset();
    stream.write(bytes(line('', 1)), 2);
    collector.closeAll();
    expect([seriesOf(collector), rejected]).toEqual([{ [series('')]: '1' }, []]);
  });
});

test('lines, batches and rejects are counted, and rejects reported with stream, line and text', () => {
  const { collector, rejected } = collect({ maxLineBytes: 100 });
  const stream = collector.stream('in');
  stream.write(bytes(`BEGIN\n${line('', 1)}no\0ise\nEND\nEND\n${'x'.repeat(200)}\n`), 1);
  expect(rejected).toEqual([
    'in:3 nul_bytes noise',
    'in:3 not_statistics noise',
    'in:5 unexpected_end END',
    `in:6 too_long ${'x'.repeat(100)}`,
  ]);
  const { lines, batches, rejected: counts } = collector.counts;
  expect({ lines, batches, rejected: Object.values(counts).reduce((sum, count) => sum + count, 0) }).toEqual({
    lines: 6,
    batches: { complete: 1, unbracketed: 0, incomplete: 0 },
    rejected: 4,
  });
});

test('negative values of counters that only rise are rejected, since they would lower sums; those of gauges are not', () => {
  const { collector, rejected } = collect();
  const stream = collector.stream('in');
  const objects = [
    '{ "name": "a", "origin": "core.action", "processed": -1, "failed": 5 }',
    '{ "name": "q", "origin": "core.queue", "size": -2, "enqueued": -18446744073709551615 }',
    '{ "name": "b", "origin": "dynstats.bucket", "values": { "k": -1, "l": 2 } }',
    '{ "name": "n", "origin": "new", "k": -3 }',
  ];
  stream.write(bytes(`BEGIN\n${objects.join('\n')}\nEND\n`), 1);
  expect(seriesOf(collector)).toEqual({
    'failed{name="a",origin="core.action"}': '5',
    'size{name="q",origin="core.queue"}': '-2',
    'dynstats{name="b",origin="dynstats.bucket",counter="l"}': '2',
    'k{name="n",origin="new"}': '-3',
  });
  expect(rejected.map((text) => text.split(' ').slice(0, 2))).toEqual([
    ['in:2', 'bad_value'],
    ['in:3', 'bad_value'],
    ['in:4', 'bad_value'],
  ]);
});

test('a negative value is no restart of rsyslogd', () => {
  const { collector } = collect();
  const stream = collector.stream('in');
  const report = (utime: number, processed: number): Uint8Array =>
    bytes(`BEGIN\n{ "name": "resource-usage", "origin": "impstats", "utime": ${utime} }\n${line('', processed)}END\n`);
  for (const [at, [utime, processed]] of [
    [5, 9],
    [6, 4],
    [-1, 4],
    [8, 4],
  ].entries())
    // prettier-ignore
    stream.write(report(utime ?? 0, processed ?? 0), at * 1000);
  expect(seriesOf(collector)).toEqual({ [series('')]: '21' });
});

test('objects over the limit of a batch are dropped and counted', () => {
  const { collector, batches } = collect({ maxBatchObjects: 1 });
  collector.stream('in').write(bytes(line('', 1) + line('', 2, 'b') + line('', 3, 'c')), 1);
  collector.closeAll();
  expect([batches, collector.drops.batch_size]).toEqual([['unbracketed 1'], 2]);
});
