// Any lines to series: the exposition is one that Prometheus reads, without series that come twice, and sums only rise.
import { recordings } from '../inputs.ts';
import { bytesOf, rule, textOf, type Target } from '../target.ts';
import { collect, isOwn, judgeExposition, seriesOnly, sumsOf } from './collected.ts';

const SEEDS = [
  'BEGIN\n{"name":"a","origin":"core.action","processed":1,"failed":2}\nEND\nBEGIN\n{"name":"a","origin":"core.action","processed":0,"failed":3}\nEND\n',
  'Nov 20 15:42:30 v1 x: { "name": "k", "origin": "dynstats.bucket", "values": { "a b": 1 } }\nNov 20 15:42:30 v2 x: END\n',
  '{ "name": "_sender_stat", "origin": "impstats", "sender": "v1", "messages": 5 }\n{ "name": "_sender_stat", "origin": "impstats", "sender": "v1", "messages": "6" }\nEND\n',
  'resource-usage: origin=impstats utime=5 stime=6 maxrss=7 \na: origin=core.queue size=1 enqueued=2 maxqsize=3 \nEND\n',
];

/** Rendering is costly, and the first batches show as much as all of them. */
const MOST_JUDGED = 4;

export const series: Target = {
  name: 'series',
  seeds: () => [...recordings('8.2504-json.log', 40), ...SEEDS.map(bytesOf)],
  words: [
    '"origin": "dynstats.bucket"',
    'core.action',
    'BEGIN\n',
    'END\n',
    'resource-usage',
    'impstats',
    'Exporter_lines_total',
    '"utime": 1',
  ],
  run: (input) => {
    const { store } = collect(input);
    return [store, seriesOnly(store)];
  },
  check: async (input) => {
    // Apart, so that one does not hide the other.
    const isNegative = /-\d/.test(textOf(input));
    const risesOnly = isNegative ? 'a sum never falls, not even by a negative value' : 'a sum never falls';
    let last = new Map<object, { readonly value: number | bigint }>();
    let batches = 0;
    const { store, page } = collect(input, { resetCounters: 'on' }, '', (current) => {
      const sums = sumsOf(current);
      for (const [one, { name, value }] of sums) {
        const before = last.get(one)?.value ?? value;
        rule(value >= before, risesOnly, () => `${name} from ${before} to ${value}`);
      }
      last = sums;
      if (batches++ < MOST_JUDGED) judgeExposition(seriesOnly(current));
    });
    const samples = [...judgeExposition(await page()).keys()].filter((name) => !isOwn(name));
    rule(samples.length <= store.size, 'no more series are exported than counted', () => samples.length);
    judgeExposition(seriesOnly(collect(input, { naming: 'standard' }).store));
    const types = new Set(store.view().map(({ family: { type, scale } }) => `${type} ${scale}`));
    return `${[...types].sort().join()} ${Math.min(9, batches)} ${Math.min(3, store.sources.size)}`;
  },
};
