// What senders can make the program keep is bounded by the budget of memory, and counted when it is dropped.
import { describe, expect, test } from 'vitest';
import { Collector, type CollectorOptions } from '../../src/collector/collector.ts';
import { MEMORY_ACCOUNTS } from '../../src/memory.ts';
import { DEFAULT_LIMITS } from '../../src/series/admission.ts';
import { SeriesStore, type StoreOptions } from '../../src/series/store.ts';

const MIB = 1024 ** 2;
const collect = (store: Partial<StoreOptions> = {}, options: Partial<CollectorOptions> = {}): Collector =>
  new Collector(new SeriesStore(store), { nodeLabel: true, ...options });
const used = ({ store }: Collector): number[] => MEMORY_ACCOUNTS.map((name) => store.memory[name].used);
const bytes = (text: string): Uint8Array => Buffer.from(text);
const bucket = (name: string, keys: readonly string[]): string =>
  `{ "name": "${name}", "origin": "dynstats.bucket", "values": { ${keys.map((key) => `"${key}": 1`).join(', ')} } }\n`;
const keys = (count: number, prefix: string): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const within = ({ store }: Collector): boolean =>
  MEMORY_ACCOUNTS.every((name) => store.memory[name].used <= store.memory[name].limit);

test('a long name is kept by no counter', () => {
  const collector = collect();
  const counters = keys(11_000, '').map((key) => `"${key}": 1`);
  collector
    .stream('in')
    .write(bytes(`{ "name": "${'n'.repeat(100_000)}", "origin": "o", ${counters.join(', ')} }\n`), 1);
  collector.closeAll();
  expect([collector.store.size, collector.drops.name_length]).toEqual([0, 11_000]);
});

test.each([
  ['a counter', `{ "name": "n", "origin": "o", "${'k'.repeat(20)}": 1, "k": 2 }\n`, 1],
  ['an origin', `{ "name": "n", "origin": "${'o'.repeat(20)}", "k": 1 }\n`, 0],
  ['a host', `Nov 20 15:42:30 ${'h'.repeat(20)} rsyslogd-pstats: { "name": "n", "origin": "o", "k": 1 }\n`, 0],
])('the name of %s may have the length of the limit', (_, line, kept) => {
  const collector = collect({ limits: { ...DEFAULT_LIMITS, nameLength: 19 } });
  collector.stream('in').write(bytes(line), 1);
  collector.closeAll();
  expect([collector.store.size, collector.drops.name_length]).toEqual([kept, 1]);
});

test('series beyond the memory are dropped and counted; those that are kept go on', () => {
  const collector = collect({ memoryBytes: 2 * MIB });
  const stream = collector.stream('in');
  for (let i = 0; i < 3; i++) {
    stream.write(bytes(`BEGIN\n${bucket('a', keys(2_000, ''))}END\n`), i);
    expect(within(collector)).toBe(true);
  }
  const { size } = collector.store;
  expect([size > 1_000, size < 2_000, collector.drops.memory]).toEqual([true, true, 3 * (2_000 - size)]);
});

test('objects of a batch beyond the memory are dropped and counted, and one batch cannot take it all', () => {
  const collector = collect({ memoryBytes: MIB });
  const stream = collector.stream('in');
  stream.write(bytes('BEGIN\n'), 1);
  for (let i = 0; i < 200; i++) stream.write(bytes(bucket(`b${i}`, keys(50, ''))), 1);
  expect(collector.store.memory.batches.used).toBeLessThanOrEqual(MIB / 16);
  stream.write(bytes('END\n'), 1);
  expect([collector.drops.memory > 0, collector.store.memory.batches.used]).toEqual([true, 0]);
});

test('unfinished lines of many connections are cut where the memory ends, and rejected as too long', () => {
  const collector = collect({ memoryBytes: MIB });
  const streams = Array.from({ length: 30 }, (_, i) => collector.stream('tcp', `10.0.0.${i}`));
  for (const stream of streams) for (let i = 0; i < 64; i++) stream.write(bytes(`{ "name": "${'n'.repeat(1000)}`), 1);
  expect(within(collector)).toBe(true);
  for (const stream of streams) stream.write(bytes('" }\n'), 1);
  expect([collector.counts.rejected.too_long > 0, collector.counts.lines]).toEqual([true, 30]);
  for (const stream of streams) stream.close();
  expect(collector.store.memory.lines.used).toBe(0);
});

test('lines with ever new keys on many connections stay within the budget, and their memory goes with the connection', () => {
  const collector = collect({ memoryBytes: 4 * MIB });
  const streams = Array.from({ length: 30 }, (_, i) => collector.stream('tcp', `10.0.0.${i}`));
  for (let round = 0; round < 20; round++) {
    streams.forEach((stream, i) => {
      stream.write(bytes(`BEGIN\n${bucket('a', keys(50, `${round}-${i}-`))}END\n`), round * 1000);
      expect(within(collector)).toBe(true);
    });
  }
  expect(collector.store.memory.lines.used).toBeGreaterThan(0);
  for (const stream of streams) stream.close();
  collector.removeSilent(10_000_000);
  const departed = collector.store.memory.series.used;
  expect([used(collector), collector.store.size, departed < 30 * 500]).toEqual([[0, 0, departed], 0, true]);
});

describe('names that come and go leave nothing', () => {
  const ROWS: readonly (readonly [what: string, line: (i: number) => string])[] = [
    ['objects', (i) => `{ "name": "n${i}", "origin": "core.action", "failed": 1 }\n`],
    ['counters', (i) => `{ "name": "n", "origin": "impnew", "c${i}": 1 }\n`],
    [
      'counters that fall into one series',
      (i) => `{ "name": "n", "origin": "impnew", "${String.fromCodePoint(0x4e00 + (i % 20_000))}": 1 }\n`,
    ],
    ['buckets', (i) => bucket(`b${i}`, ['k'])],
    ['keys', (i) => bucket('b', [`k${i}`, 'stays'])],
    ['senders', (i) => `{ "name": "_sender_stat", "origin": "impstats", "sender": "s${i}", "messages": 1 }\n`],
  ];

  test.each(ROWS)('%s', (_, line) => {
    const limits = { ...DEFAULT_LIMITS, senders: 1000 };
    const collector = collect({ limits, resetCounters: 'on', memoryBytes: 4 * MIB });
    const stream = collector.stream('in');
    const run = (from: number): number => {
      for (let i = from; i < from + 3_000; i++) stream.write(bytes(`BEGIN\n${line(i)}END\n`), i * 1000);
      return collector.store.memory.series.used;
    };
    const first = run(0);
    expect([run(3_000) <= first + 2_000, collector.store.size <= 4, collector.drops.memory]).toEqual([true, true, 0]);
  });
});

test('all counters that fall into one series count, however many they are', () => {
  const collector = collect();
  const stream = collector.stream('in');
  const names = Array.from({ length: 1500 }, (_, i) => String.fromCodePoint(0x4e00 + i));
  for (let i = 0; i < 2; i++) {
    stream.write(
      bytes(`BEGIN\n{ "name": "n", "origin": "impnew", ${names.map((name) => `"${name}": 1`).join(', ')} }\nEND\n`),
      i,
    );
  }
  const [source] = collector.store.sources;
  const [series] = source?.series ?? [];
  expect([collector.store.size, series?.value, source?.mergedCounters]).toEqual([1, 1500, 1499]);
});
