// Audit rules that a node refused, judged node by node. The metric comes from the script that configures the node.
import { compare, min } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const FAILED_FOR = '5m';

export const auditRulesNotLoaded: Alert = {
  name: 'RsyslogAuditRulesNotLoaded',
  pack: 'audit',
  severity: 'critical',
  for: FAILED_FOR,
  expr: (q) => compare(min(q.foreign('rsyslog_augenrules_load_success'), q.node), '==', 0),
  summary: 'The audit rules of a node could not be loaded',
  description: (q, shown) => `On ${nodeOf(q, shown)} "augenrules --load" failed; success is ${shown.value('count')}.`,
  runbook: {
    meaning:
      'The audit rules that are configured for the node were refused. Each node is judged for itself: asking whether any node succeeded would hide the one that did not.',
    impact: 'The kernel does not report the events that these rules ask for, so they are in no log.',
    look: [
      'On the node: `augenrules --check`, `augenrules --load` and `auditctl -l`; the message names file and line.',
    ],
    mend: [
      'Mend the rule in the audit configuration.',
      'A rule set that ends with `-e 2` can be changed after a reboot only.',
    ],
  },
  tests: (q, pending) => {
    const at = new Bench(q, '1m', pending);
    const line = (after: number) => [at.foreign('rsyslog_augenrules_load_success', at.level(1, after))];
    return { ...at, good: line(1), bad: line(0), labels: {}, value: '0', quiet: [] };
  },
};
