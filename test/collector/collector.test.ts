// Bytes of several streams to batches of the right source, counted and reported; time comes from outside.
import { describe, expect, test } from 'vitest';
import { Collector, type CollectorOptions } from '../../src/collector/collector.ts';
import type { Batch } from '../../src/impstats/batch.ts';
import type { Source } from '../../src/series/source.ts';
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
  test('are told apart by a label if that is asked for, also when their lines are mixed', () => {
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

  test('that come back over another stream are the same ones', () => {
    const { collector } = collect({ nodeLabel: true });
    collector.stream('tcp', 'one').write(bytes(line('v1', 1)), 1);
    collector.closeAll();
    collector.stream('tcp', 'two').write(bytes(line('v1', 2)), 2);
    collector.closeAll();
    expect([seriesOf(collector), collector.store.sources.size]).toEqual([{ [series('v1')]: '2' }, 1]);
  });

  test('over the limit are dropped by the object, until others have gone silent', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 1 });
    const stream = collector.stream('udp');
    const send = (host: string, at: number) => {
      stream.write(bytes(line(host, at)), at);
      collector.closeAll();
    };
    send('v1', 1);
    send('v2', 2);
    expect([seriesOf(collector), collector.drops.sources]).toEqual([{ [series('v1')]: '1' }, 1]);
    expect(collector.removeSilent(3, () => 5)).toBe(0);
    expect(collector.removeSilent(7, () => 5)).toBe(1);
    send('v2', 8);
    expect([seriesOf(collector), collector.drops.sources]).toEqual([{ [series('v2')]: '8' }, 1]);
  });

  test('that were silent have to find a place like any other when they come back', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 1 });
    const [one, two] = [collector.stream('tcp'), collector.stream('tcp')];
    one.write(bytes(line('v1', 1)), 1);
    collector.closeAll();
    collector.removeSilent(100, () => 5);
    two.write(bytes(line('v2', 2)), 100);
    one.write(bytes(line('v1', 3)), 100);
    collector.closeAll();
    expect([seriesOf(collector), collector.drops.sources]).toEqual([{ [series('v2')]: '2' }, 1]);
  });

  test('that never brought a batch give their place back as well', () => {
    const { collector } = collect({ nodeLabel: true, maxHosts: 1 });
    const stream = collector.stream('udp');
    stream.write(bytes('Nov 20 15:42:30 noise rsyslogd-pstats: END\n'), 1);
    collector.removeSilent(2, () => 5);
    stream.write(bytes(line('v1', 1)), 2);
    collector.closeAll();
    expect(seriesOf(collector)).toEqual({ [series('v1')]: '1' });
  });

  test('that are in the middle of a batch do not lose it', () => {
    const { collector, batches } = collect({ nodeLabel: true });
    const stream = collector.stream('udp');
    stream.write(bytes(line('v1', 1)), 1);
    collector.removeSilent(1_000, () => 5);
    stream.write(bytes(line('v1', 2, 'b')), 1_000);
    collector.closeAll();
    expect(batches).toEqual(['unbracketed 2']);
    expect(seriesOf(collector)).toEqual({ [series('v1')]: '1', [series('v1', 'b')]: '2' });
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

  test('a source counts as silent by its own interval', () => {
    const { collector } = collect();
    const stream = collector.stream('file');
    for (const at of [1_000, 11_000]) stream.write(bytes(`BEGIN\n${line('', 1)}END\n`), at);
    const seen: (number | undefined)[] = [];
    collector.removeSilent(20_000, (intervalMs) => {
      seen.push(intervalMs);
      return 60_000;
    });
    expect(seen).toEqual([10_000]);
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

test('objects over the limit of a batch are dropped and counted', () => {
  const { collector, batches } = collect({ maxBatchObjects: 1 });
  collector.stream('in').write(bytes(line('', 1) + line('', 2, 'b') + line('', 3, 'c')), 1);
  collector.closeAll();
  expect([batches, collector.drops.batch_size]).toEqual([['unbracketed 1'], 2]);
});
