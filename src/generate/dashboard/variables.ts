// What the viewer can choose above the dashboard: datasource, nodes, actions, queues, and what lines are grouped by.
import { print, selector } from '../promql/index.ts';
import { VARIABLES, type Scope } from './panels/scope.ts';

export interface QueryVariable {
  readonly name: string;
  readonly label: string;
  readonly query: string;
  /** with slashes; what its first bracket catches is the value */
  readonly regex: string;
}

/** What stands for "All": null would write out the name of every node. */
export const ALL_VALUE = '.+';

/** The part of a queue that is on disk is not a choice of its own. */
const WITHOUT_DISK = String.raw`/^(.+?)(?:\[DA\])?$/`;

export function queryVariables({ selectors, everywhere, settings }: Scope): readonly QueryVariable[] {
  const values = (series: string, label: string): string => `label_values(${series}, ${label})`;
  const of = selector(everywhere.metric('impstats', 'utime'), settings.selectors);
  return [
    { name: VARIABLES.node, label: 'Node', query: values(print(of), settings.groupBy), regex: '' },
    {
      name: VARIABLES.action,
      label: 'Action',
      query: values(print(selectors.counter('core.action', 'processed')), 'name'),
      regex: '',
    },
    {
      name: VARIABLES.queue,
      label: 'Queue',
      query: values(print(selectors.gauge('core.queue', 'size')), 'name'),
      regex: WITHOUT_DISK,
    },
  ];
}

/** The variables that look the same to both products. */
export function plainVariables({ settings, groupings }: Scope): readonly object[] {
  const { datasource } = settings.dashboard;
  const byDefault = groupings.slice(0, 1);
  return [
    {
      type: 'datasource',
      name: VARIABLES.datasource,
      label: 'Datasource',
      query: 'prometheus',
      current: { selected: true, text: datasource, value: datasource },
      options: [],
      refresh: 1,
      regex: '',
      hide: 0,
      includeAll: false,
      multi: false,
      skipUrlSync: false,
    },
    {
      type: 'custom',
      name: VARIABLES.by,
      label: 'Lines by',
      query: groupings.join(','),
      current: { selected: true, text: byDefault, value: byDefault },
      options: groupings.map((label) => ({ selected: byDefault.includes(label), text: label, value: label })),
      hide: 0,
      includeAll: false,
      multi: true,
      skipUrlSync: false,
    },
  ];
}

/** @param own what the product has in its own way: datasource and query */
export function queryVariable({ name, label, regex }: QueryVariable, own: object): object {
  return {
    ...own,
    type: 'query',
    name,
    label,
    current: { selected: true, text: ['All'], value: ['$__all'] },
    options: [],
    refresh: 2,
    regex,
    sort: 1,
    hide: 0,
    includeAll: true,
    allValue: ALL_VALUE,
    multi: true,
    skipUrlSync: false,
  };
}
