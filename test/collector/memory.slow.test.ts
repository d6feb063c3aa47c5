// Hosts that come and go leave nothing behind: the heap after many generations of them is what it was after the first.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Collector } from '../../src/collector/collector.ts';
import { renderFamilies, TEXT } from '../../src/exposition/render.ts';
import { SeriesStore } from '../../src/series/store.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const HOSTS = 300;
const INTERVAL_MS = 1000;

function usedHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('memory returns when hosts go', () => {
  const collector = new Collector(new SeriesStore(), { nodeLabel: true, staleAfterMs: INTERVAL_MS });
  const stream = collector.stream('test');
  const generation = (number: number): number => {
    const now = number * 100 * INTERVAL_MS;
    for (let host = 0; host < HOSTS; host++) {
      const header = `<46>Nov 20 15:42:30 host-${number}-${host} rsyslogd-pstats: `;
      const objects = Array.from(
        { length: 20 },
        (_, i) => `{ "name": "action ${i}", "origin": "core.action", "processed": ${host} }`,
      );
      stream.write(Buffer.from(['BEGIN', ...objects, 'END', ''].map((line) => line && header + line).join('\n')), now);
    }
    renderFamilies(collector.store.view(), TEXT);
    expect(collector.store.size).toBe(HOSTS * 20);
    const full = process.memoryUsage().heapUsed;
    collector.removeSilent(now + 10 * INTERVAL_MS);
    expect(collector.store.size).toBe(0);
    return full;
  };
  generation(1);
  const first = usedHeap();
  for (let number = 2; number <= 12; number++) generation(number);
  const last = usedHeap();
  const perGeneration = generation(13) - last;
  // Eleven more generations; had each left a tenth of itself behind, this would fail.
  expect(last - first).toBeLessThan(perGeneration);
});
