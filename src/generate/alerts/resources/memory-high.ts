// Peak memory of rsyslogd.
import { compare } from '../../promql/index.ts';
import { peakMemory } from '../../signals/resources.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { binaryBytes } from '../../timelines/humanize.ts';

export const memoryHigh: Alert = {
  name: 'RsyslogMemoryHigh',
  pack: 'resources',
  severity: 'warning',
  for: '15m',
  expr: (selectors) => compare(peakMemory.expr(selectors), '>', peakMemory.limit(selectors.settings)),
  summary: 'rsyslogd has used too much memory',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} has used up to ${shown.value('bytes')} of memory since it was started. ` +
    'Nothing lost yet. First: check whether there is or was a large backlog (dashboard, row Queues); let large queues spill to disk.',
  runbook: {
    meaning:
      'The peak of the memory of rsyslogd since its start is above the threshold. It does not fall when memory is freed.',
    impact: 'The node may run out of memory and kill rsyslogd or another process.',
    diagnosis: [
      'See on the dashboard, rows Queues and Resources, whether there was a large backlog at that time. Queues in memory are the usual cause.',
      'On the node, run `ps -o rss,vsz -C rsyslogd`: it shows the memory in use now.',
    ],
    mitigation: [
      'Let large queues spill to disk (queue.fileName).',
      'If memory grows without a backlog, update and restart rsyslog.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '1m', pending);
    const { memoryBytes } = selectors.settings.thresholds;
    const line = (share: number) => [
      series.inBaseUnit('impstats', 'maxrss', 'resource-usage', series.level(1_048_576, memoryBytes * share)),
    ];
    return {
      ...series,
      good: line(0),
      bad: line(1.5),
      labels: {},
      value: binaryBytes(memoryBytes * 1.5),
      quiet: [{ title: 'just below the threshold', lines: line(0.75) }],
    };
  },
};
