// A state file or textfile of any content: what is restored from it leaves an exposition that Prometheus reads.
import { filesOf, linesOf } from '../inputs.ts';
import { bytesOf, textOf, type Target } from '../target.ts';
import { collect, judgeExposition } from './collected.ts';

const BATCH = bytesOf(
  'BEGIN\n{"name":"resource-usage","origin":"impstats","utime":9000000,"stime":9000000}\n{"name":"a","origin":"core.action","processed":1}\n{"name":"k","origin":"dynstats.bucket","values":{"x":1}}\nEND\n',
);
const INTERVALS =
  'rsyslog_pstat_exporter_interval_counters{scope="process",name=""} 1\nrsyslog_pstat_exporter_interval_counters{scope="dynstats",name="k"} 1\n';
const SUMS = [
  'rsyslog_pstat_processed{name="a",origin="core.action"} 1.7e308\n',
  'rsyslog_pstat_dynstats{name="k",origin="dynstats.bucket",counter="x"} 18446744073709551616\n',
  'rsyslog_pstat_utime{name="resource-usage",origin="impstats"} 1e6\nrsyslog_pstat_stime{name="resource-usage",origin="impstats"} 5\n',
  'rsyslog_pstat_processed_total{name="a",origin="core.action"} 5.5\n',
];

export const state: Target = {
  name: 'state',
  seeds: () => [
    ...SUMS.map((sum) => bytesOf(INTERVALS + sum)),
    ...filesOf('test/golden', '.prom').map((file) =>
      Buffer.concat(
        linesOf(file)
          .slice(0, 40)
          .flatMap((line) => [line, Buffer.from('\n')]),
      ),
    ),
  ],
  words: [
    ...SUMS,
    INTERVALS,
    '{name="a",origin="core.action"}',
    '\\n',
    '\\\\',
    '\\"',
    '1e308',
    'rsyslog_pstat_exporter_last_batch_timestamp_seconds 5\n',
  ],
  run: (input) => collect(BATCH, {}, textOf(input)).store,
  check: async (input) => {
    const outcomes = [];
    for (const naming of ['gardener', 'standard'] as const) {
      for (const resetCounters of ['auto', 'on'] as const) {
        const { page } = collect(Buffer.concat([BATCH, BATCH]), { naming, resetCounters }, textOf(input));
        const samples = judgeExposition(await page());
        outcomes.push([...samples.values()].filter((value) => value.length > 3).length);
      }
    }
    return outcomes.join();
  },
};
