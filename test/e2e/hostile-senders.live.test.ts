// Senders that try to exhaust the program, with a small heap: it drops and counts, and goes on.
import { expect, test } from 'vitest';
import { tempDir } from '../peers/temp.ts';
import { batch, KINDS, startCollector } from './collector.ts';
import { selfValue } from './series.ts';

const HEAP = { heapMib: 160, flags: ['--max-memory=64MiB'] };

function counters(count: number, prefix = ''): string {
  return Array.from({ length: count }, (_, i) => `"${prefix}${i.toString(36)}":1`).join(',');
}

test.each(KINDS)('%s survives a line whose long name stands in each of its 11,000 series', async (kind) => {
  await using collector = await startCollector(kind, { dir: tempDir(), ...HEAP });
  collector.feed(batch(1, `{"name":"${'n'.repeat(100_000)}","origin":"o",${counters(11_000)}}`));
  const families = await collector.untilMark(1);
  expect(selfValue(families, 'series_dropped_total', { reason: 'name_length' })).toBe(11_000);
  expect(selfValue(families, 'series')).toBe(1);
});

test('a batch of 1,200,000 counters and names is dropped in part, and the next one is whole', async () => {
  await using collector = await startCollector('serve', { dir: tempDir(), ...HEAP });
  const lines = Array.from(
    { length: 40 },
    (_, i) => `{"name":"${i}${'n'.repeat(3000)}","origin":"o",${counters(30_000)}}`,
  );
  collector.feed(batch(1, ...lines));
  collector.feed(batch(2));
  const families = await collector.untilMark(2);
  expect(selfValue(families, 'series_dropped_total', { reason: 'memory' })).toBeGreaterThan(0);
  for (const account of ['lines', 'batches', 'series']) {
    expect(selfValue(families, 'memory_bytes', { account })).toBeLessThanOrEqual(32 * 1024 ** 2);
  }
});
