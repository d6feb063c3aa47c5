// Memory that rsyslogd has used at its peak.
import { compare } from '../../promql/index.ts';
import { peakMemory } from '../../signals/resources.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';
import { binaryBytes } from '../../timelines/humanize.ts';

export const memoryHigh: Alert = {
  name: 'RsyslogMemoryHigh',
  pack: 'resources',
  severity: 'warning',
  for: '15m',
  expr: (selectors) => compare(peakMemory.expr(selectors), '>', peakMemory.limit(selectors.settings)),
  summary: 'rsyslogd has used very much memory',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} has used up to ${shown.value('bytes')} of memory since it was started.`,
  runbook: {
    meaning:
      'The largest amount of memory since the start of rsyslogd is above the threshold. It is a peak: it does not fall when memory is given back.',
    impact: 'The node may run out of memory and kill something, rsyslogd perhaps.',
    diagnosis: [
      'On the dashboard, rows Queues and Resources: was there a large backlog at the time? Queues in memory are the usual reason.',
      'On the node: `ps -o rss,vsz -C rsyslogd` shows what it uses now.',
    ],
    mitigation: [
      'Let large queues spill to disk (queue.fileName).',
      'If it grows without a backlog, update rsyslog and restart it.',
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
