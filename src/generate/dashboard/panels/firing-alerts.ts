// The firing alerts as a table: the panel type for alerts shows only those of the product itself.
import { foreignMetric } from '../../promql/metric.ts';
import { group, re, selector, type Expr } from '../../promql/index.ts';
import { TABLE, type TablePanel } from './panel.ts';
import { VARIABLES, type Scope } from './scope.ts';

export const firingAlerts: TablePanel = {
  ...TABLE,
  title: 'Firing alerts',
  description:
    'Alerts of rsyslog that fire now, for the chosen nodes or for all nodes together. Any alert is bad; the runbook, linked above, has a section for each.',
  width: 12,
  height: 8,
  labels: alertColumns,
  columns: (scope) => [
    {
      title: 'Firing',
      unit: 'short',
      expr: group(
        firing(scope),
        alertColumns(scope).map(([label]) => label),
      ),
    },
  ],
  showsValues: false,
  worstBy: [],
};

function alertColumns({ nodeColumns }: Scope): readonly (readonly [label: string, title: string])[] {
  return [
    ['alertname', 'Alert'],
    ['severity', 'Severity'],
    ...nodeColumns,
    ['name', 'Name'],
    ['queue', 'Queue'],
    ['reason', 'Reason'],
  ];
}

/** Alerts of the chosen nodes, and those without a node. The user's selectors apply to scraped series only. */
function firing({ settings }: Scope): Expr {
  const { service } = settings.alertLabels;
  return selector(foreignMetric('ALERTS'), {
    alertstate: 'firing',
    alertname: re('Rsyslog.+'),
    ...(service === undefined ? {} : { service }),
    [settings.groupBy]: re(`$${VARIABLES.node}|`),
  });
}
