// What `serve` says about silence, on a clock that the test moves.
import { describe, expect, test } from 'vitest';
import { Collector } from '../../src/collector/collector.ts';
import { servePages, type Staleness } from '../../src/commands/serve-pages.ts';
import { createPage } from '../../src/exposition/page.ts';
import { SeriesStore } from '../../src/series/store.ts';

const REPORT = Buffer.from('{ "name": "a", "origin": "core.action", "processed": 1 }\n');

function serve(staleness: Staleness) {
  let nowMs = 1_000_000;
  const warned: string[] = [];
  const collector = new Collector(new SeriesStore(), { staleAfterMs: staleness.staleAfterMs });
  const page = createPage({ version: '1', collector, nodeLabel: false });
  const pages = servePages(collector, page, staleness, () => nowMs, { warn: (message) => void warned.push(message) });
  const stream = collector.stream('-');
  return {
    pages,
    warned,
    report: () => {
      stream.write(REPORT, nowMs);
      collector.closeAll();
    },
    wait: (seconds: number) => void (nowMs += seconds * 1000),
  };
}

describe('/-/ready', () => {
  test('says what is true before the first report, with series, and after their withdrawal', () => {
    const { pages, warned, report, wait } = serve({ staleAfterMs: 60_000 });
    wait(7);
    expect(pages.unready()).toBe('no report has come since the start 7 s ago');
    report();
    wait(60);
    expect(pages.unready()).toBeUndefined();
    wait(1);
    expect(pages.unready()).toBe('the last report came 61 s ago; all series are withdrawn');
    expect(warned).toEqual(['no statistics for too long; series withdrawn']);
    report();
    expect(pages.unready()).toBeUndefined();
  });

  test('knows of a report that was withdrawn by a scrape', async () => {
    const { pages, report, wait } = serve({ staleAfterMs: 60_000 });
    report();
    wait(61);
    await pages.metrics({ openMetrics: false });
    expect(pages.unready()).toBe('the last report came 61 s ago; all series are withdrawn');
  });
});

describe('/-/healthy', () => {
  test.each([
    ['without the flag', { staleAfterMs: 60_000 }, undefined],
    [
      'with it',
      { staleAfterMs: 60_000, staleUnhealthy: true },
      'the last report came 61 s ago; all series are withdrawn',
    ],
  ])('after a silence, %s', (_, staleness, expected) => {
    const { pages, report, wait } = serve(staleness);
    report();
    wait(60);
    expect(pages.unhealthy()).toBeUndefined();
    wait(1);
    expect(pages.unhealthy()).toBe(expected);
    report();
    expect(pages.unhealthy()).toBeUndefined();
  });

  test('waits as long for the first report, five minutes by default', () => {
    const { pages, wait } = serve({ staleUnhealthy: true });
    wait(300);
    expect(pages.unhealthy()).toBeUndefined();
    wait(1);
    expect(pages.unhealthy()).toBe('no report has come since the start 301 s ago');
  });
});
