// When something is published: at once after a batch, soon after any other change, never without one.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Collector } from '../../../src/collector/collector.ts';
import { PublishTimer } from '../../../src/commands/collect/publish-timer.ts';
import { SeriesStore } from '../../../src/series/store.ts';

const GAP_MS = 1000;
const OBJECT = '{ "name": "a", "origin": "core.action", "processed": 1 }\n';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function start() {
  const published: number[] = [];
  const collector = new Collector(new SeriesStore(), { gapMs: GAP_MS, refusals: ['address'] });
  const startedAt = Date.now();
  const timer = new PublishTimer(collector, GAP_MS, Date.now, () => published.push(Date.now() - startedAt));
  const stream = collector.stream('in');
  const read = (text: string, at = Date.now()): void => {
    stream.write(Buffer.from(text), at);
    timer.noteRead();
  };
  return { collector, timer, read, published };
}

test('a batch between brackets is published at once, and only once', () => {
  const { read, published } = start();
  read(`BEGIN\n${OBJECT}END\n`);
  vi.advanceTimersByTime(10 * GAP_MS);
  expect([published, vi.getTimerCount()]).toEqual([[0], 0]);
});

test('a batch without brackets is published after the gap', () => {
  const { read, published } = start();
  read(OBJECT);
  vi.advanceTimersByTime(GAP_MS / 2);
  read(OBJECT);
  vi.advanceTimersByTime(10 * GAP_MS);
  expect([published, vi.getTimerCount()]).toEqual([[1.5 * GAP_MS], 0]);
});

test('a batch that is being read is not closed, however old its bytes are', () => {
  const { collector, read } = start();
  for (let i = 0; i < 5; i++) {
    read(OBJECT.replace('"a"', `"a${i}"`), 1);
    vi.advanceTimersByTime(GAP_MS / 2);
  }
  expect([collector.endedBatches, collector.hasOpenBatches]).toEqual([0, true]);
});

test('a steady flow of rejected lines is published every second gap', () => {
  const { read, published } = start();
  for (let i = 0; i < 65; i++) {
    read('noise\n');
    vi.advanceTimersByTime(GAP_MS / 10);
  }
  expect([published.length >= 2, published.length <= 3]).toEqual([true, true]);
});

test('a steady flow of batches without objects is published every second gap', () => {
  const { read, published } = start();
  for (let i = 0; i < 65; i++) {
    read(['BEGIN\nEND\n', 'BEGIN\n', 'END\n'][i % 3] ?? '');
    vi.advanceTimersByTime(GAP_MS / 10);
  }
  expect([published.length >= 2, published.length <= 3]).toEqual([true, true]);
});

test('what an input refuses is published within the gap', () => {
  const { collector, timer, published } = start();
  collector.countRefusal('address');
  timer.noteChange();
  vi.advanceTimersByTime(10 * GAP_MS);
  expect([published, vi.getTimerCount()]).toEqual([[GAP_MS], 0]);
});

test('nothing is published after the stop', () => {
  const { timer, read, published } = start();
  read(OBJECT);
  timer.stop();
  vi.advanceTimersByTime(10 * GAP_MS);
  expect(published).toEqual([]);
});
