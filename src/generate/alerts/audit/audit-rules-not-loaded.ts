// Audit rules that could not be loaded, judged node by node.
import { auditRulesRefused } from '../../signals/audit-rules.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const auditRulesNotLoaded: Alert = {
  name: 'RsyslogAuditRulesNotLoaded',
  pack: 'audit',
  severity: 'critical',
  for: '5m',
  expr: auditRulesRefused,
  summary: 'The audit rules of a node could not be loaded',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} "augenrules --load" failed; success is ${shown.value('count')}. ` +
    'Lost so far: no counter has the number; events of the rules that are not loaded are not recorded. First: run `augenrules --load` on the node and read its error.',
  runbook: {
    meaning:
      'The node refused its audit rules. Each node is judged alone: one that succeeds must not hide another that fails.',
    impact: 'The kernel does not report the events that these rules select, so no log has them.',
    diagnosis: [
      'On the node: `augenrules --check`, `augenrules --load` and `auditctl -l`; the message names file and line.',
    ],
    mitigation: [
      'Correct the rule in the audit configuration.',
      'Reboot the node if its rules end with `-e 2`: they are locked until then.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '1m', pending);
    const line = (after: number) => [series.foreign('rsyslog_augenrules_load_success', series.level(1, after))];
    return { ...series, good: line(1), bad: line(0), labels: {}, value: '0', quiet: [] };
  },
};
