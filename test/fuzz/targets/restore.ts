// What one run exported and the next one restores: sums go on where they were.
import { linesOf, recordings } from '../inputs.ts';
import { bytesOf, rule, type Target } from '../target.ts';
import { collect, judgeExposition } from './collected.ts';

const OBJECTS = (processed: number, utime: number) =>
  `BEGIN\n{"name":"resource-usage","origin":"impstats","utime":${utime},"stime":1}\n{"name":"a","origin":"core.action","processed":${processed}}\n{"name":"k","origin":"dynstats.bucket","values":{"x":${processed}}}\nEND\n`;

export const restore: Target = {
  name: 'restore',
  seeds: () => [
    ...recordings('8.2504-json.log', 60),
    bytesOf(OBJECTS(5, 10) + OBJECTS(3, 11)),
    bytesOf(OBJECTS(2 ** 53, 1)),
  ],
  words: ['"utime": 1', 'resource-usage', 'END\nBEGIN\n', 'dynstats.bucket', 'core.action'],
  check: async (input) => {
    for (const naming of ['gardener', 'standard'] as const) {
      const options = { naming, resetCounters: 'on' } as const;
      const before = await collect(input, options).page();
      // Nothing new came: the next run reads the same lines again, which are in the sums already.
      const after = await collect(input, options, before).page();
      const restored = judgeExposition(after);
      for (const [name, value] of judgeExposition(before)) {
        const isSum = /_total"|"rsyslog_pstat_(?:processed|failed|enqueued|submitted|dynstats)"/.test(name);
        const found = restored.get(name);
        if (!isSum || name.includes('exporter_') || found === undefined) continue;
        rule(Number(found) >= Number(value), 'a restored sum is no smaller', () => `${name}: ${value}, then ${found}`);
      }
    }
    return String(Math.min(8, linesOf(input).length));
  },
};
