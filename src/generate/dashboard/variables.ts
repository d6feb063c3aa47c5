// Variables of the dashboard: datasource, nodes, actions, queues, and the labels that graphs are grouped by.
import { print, selector } from '../promql/index.ts';
import { VARIABLES, type Scope } from './panels/scope.ts';

export interface QueryVariable {
  readonly name: string;
  readonly label: string;
  readonly query: string;
  /** with slashes; its first group captures the value */
  readonly regex: string;
}

/** Value of "All". With null the products write out the name of every node. */
const ALL_VALUE = '.+';

/** A queue and its part on disk are one choice. */
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

/** Variables that both products write alike. */
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

/** @param own keys that depend on the product: datasource and query */
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
