// A node whose rsyslogd lacks an action that the settings expect. Without the setting it looks like a changed configuration.
import { anyOf, group, unless, withLabel } from '../../promql/index.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const actionMissing: Alert = {
  name: 'RsyslogActionMissing',
  pack: 'delivery',
  severity: 'critical',
  for: '5m',
  isEnabled: (selectors) => selectors.settings.expectedActions.length > 0,
  expr: (selectors) =>
    anyOf(
      selectors.settings.expectedActions.map((name) => {
        const has = group(selectors.counter('core.action', 'processed', { name }), selectors.node);
        const reports = group(selectors.counter('impstats', 'utime'), selectors.node);
        return withLabel(unless(reports, has, selectors.node), 'name', name);
      }),
    ),
  summary: 'A node lacks an action that every node must have',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} reports, but has no action "${shown.label('name')}". ` +
    'Lost so far: all that should have been forwarded since its last start; no counter has the number. First: compare its configuration with that of another node and check it (`rsyslogd -N1`), then restart it.',
  runbook: {
    meaning:
      'The statistics of the node come, but no action has the name that the setting expectedActions gives. A file is missing in /etc/rsyslog.d, or rsyslogd skipped the action because of an error in it.',
    impact: 'Nothing is forwarded from this node, and no other counter shows it.',
    diagnosis: [
      'On the node, run `rsyslogd -N1` and `ls /etc/rsyslog.d`. In a shoot, the extension writes the file from the RsyslogRelpConfig.',
      'Compare with a node that has the action.',
    ],
    mitigation: [
      'Restore the configuration and restart rsyslog.',
      'Correct expectedActions if the action was renamed on purpose.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '5m', pending);
    const [name = '', ...others] = selectors.settings.expectedActions;
    const usage = series.usage('utime', series.rising(100));
    const processed = (action: string) => series.action('processed', series.rising(10), action);
    const gone = { ...processed(name), values: series.ending(series.rising(10)) };
    return {
      ...series,
      good: [usage, ...[name, ...others].map(processed)],
      bad: [usage, gone, ...['other', ...others].map(processed)],
      labels: { name },
      value: '1',
      quiet: [{ title: 'no statistics at all', lines: [gone] }],
    };
  },
};
