// Series without the label by which the rules distinguish nodes.
import { aboveZero, count } from '../../promql/index.ts';
import type { Alert } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { scrapedLabels } from '../../timelines/scraped-labels.ts';

export const nodeLabelMissing: Alert = {
  name: 'RsyslogNodeLabelMissing',
  pack: 'collection',
  severity: 'critical',
  for: (selectors) => selectors.recent,
  expr: (selectors) => aboveZero(count(selectors.counter('impstats', 'utime', { [selectors.settings.groupBy]: '' }))),
  summary: 'Series of rsyslog do not say which node they belong to',
  description: ({ settings }, shown) =>
    `${shown.value('count')} nodes have no label "${settings.groupBy}", by which these rules distinguish nodes: no alert can see their faults. ` +
    'Lost so far: unknown. First: set `groupBy` to the label that this Prometheus has (mostly instance) and generate the rules again, or add the label in the scrape configuration.',
  runbook: {
    meaning:
      'All rules group by the label that the setting groupBy names. Series without it fall into one group, in which the counters of all nodes are mixed: one bad node does not show.',
    impact: 'No alert can see a fault of these nodes.',
    diagnosis: [
      'See in Prometheus which labels the series have: `rsyslog_pstat_exporter_build_info`.',
      'Compare with the setting: `rsyslog-pstat generate --print-settings | grep groupBy`.',
    ],
    mitigation: [
      'Set groupBy to a label that each node has, and generate the rules again.',
      'Add the label in the scrape configuration (relabel_configs, or labels of static_configs).',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '5m', pending);
    const usage = series.usage('utime', series.rising(100));
    const { [selectors.settings.groupBy]: _, ...others } = scrapedLabels(usage.labels, '', selectors);
    return {
      ...series,
      good: [usage],
      bad: [{ ...usage, values: series.each((index, isFaulty) => (isFaulty ? index : Number.NaN)), scraped: others }],
      isPerNode: false,
      labels: {},
      value: '1',
      quiet: [],
    };
  },
};
