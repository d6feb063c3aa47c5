// Audit rules that a node refused, judged node by node. The metric comes from the script that configures the node.
import { auditRulesRefused } from '../../signals/audit-rules.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const auditRulesNotLoaded: Alert = {
  name: 'RsyslogAuditRulesNotLoaded',
  pack: 'audit',
  severity: 'critical',
  for: '5m',
  expr: auditRulesRefused,
  summary: 'The audit rules of a node could not be loaded',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} "augenrules --load" failed; success is ${shown.value('count')}.`,
  runbook: {
    meaning:
      'The audit rules that are configured for the node were refused. Each node is judged for itself: asking whether any node succeeded would hide the one that did not.',
    impact: 'The kernel does not report the events that these rules ask for, so they are in no log.',
    diagnosis: [
      'On the node: `augenrules --check`, `augenrules --load` and `auditctl -l`; the message names file and line.',
    ],
    mitigation: [
      'Mend the rule in the audit configuration.',
      'A rule set that ends with `-e 2` can be changed after a reboot only.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '1m', pending);
    const line = (after: number) => [series.foreign('rsyslog_augenrules_load_success', series.level(1, after))];
    return { ...series, good: line(1), bad: line(0), labels: {}, value: '0', quiet: [] };
  },
};
