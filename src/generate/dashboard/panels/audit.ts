// Whether each node could load its audit rules.
import { count, number, subtract, sum } from '../../promql/index.ts';
import { auditRulesLoaded, auditRulesRefused } from '../../signals/audit-rules.ts';
import { orZero } from './expressions.ts';
import { STAT, TABLE, WIDE_GRAPH, type Row } from './panel.ts';

export const audit: Row = {
  title: 'Audit',
  isCollapsed: true,
  panels: [
    {
      ...STAT,
      width: 6,
      height: 8,
      title: 'Audit rules not loaded',
      description:
        'Nodes that refused their audit rules. Bad: anything above 0, since the kernel does not report the events that these rules select. On the node, `augenrules --load` names file and line.',
      unit: 'short',
      query: ({ selectors }) => ({ expr: orZero(count(auditRulesRefused(selectors))), legend: 'nodes' }),
      thresholds: () => [{ value: 1, color: 'red' }],
      ifEmpty: '0',
    },
    {
      ...TABLE,
      width: 6,
      height: 8,
      title: 'Nodes by audit rules',
      description:
        'Whether each node refused its audit rules: 1 yes, 0 no. Bad: 1. Correct the rule in the audit configuration. Nodes without the metric are not listed.',
      labels: ({ nodeColumns }) => nodeColumns,
      columns: ({ selectors }) => [
        {
          title: 'Refused',
          unit: 'short',
          expr: subtract(number(1), auditRulesLoaded(selectors)),
          thresholds: [{ value: 1, color: 'red' }],
        },
      ],
      worstBy: ['Refused'],
    },
    {
      ...WIDE_GRAPH,
      title: 'Nodes with audit rules loaded and refused',
      description:
        'Nodes that loaded their audit rules, and nodes that refused them. Bad: any that refused, or a fall of the others. Correct the rule in the audit configuration.',
      unit: 'short',
      queries: ({ selectors }) => [
        { expr: sum(auditRulesLoaded(selectors)), legend: 'loaded' },
        { expr: subtract(count(auditRulesLoaded(selectors)), sum(auditRulesLoaded(selectors))), legend: 'refused' },
      ],
    },
  ],
};
