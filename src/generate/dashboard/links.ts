// Links of the dashboard: runbook, logs, related dashboards, and the dashboards of a single node.
import { VARIABLES, type Scope } from './panels/scope.ts';

interface DataLink {
  readonly title: string;
  readonly url: string;
}

export function dashboardLinks(scope: Scope): readonly object[] {
  const { settings } = scope;
  const link = { asDropdown: false, icon: 'external link', includeVars: false, keepTime: false, tags: [] };
  return [
    ...(settings.runbookBaseUrl === ''
      ? []
      : [
          {
            ...link,
            type: 'link',
            title: 'Runbook',
            tooltip: 'What each alert means, and what to do',
            icon: 'doc',
            url: settings.runbookBaseUrl,
            targetBlank: true,
          },
        ]),
    ...(settings.flavour === 'gardener'
      ? [
          {
            ...link,
            type: 'link',
            title: 'Logs',
            tooltip: 'What rsyslog itself has logged on the chosen nodes',
            url: logsUrl(),
            targetBlank: true,
          },
        ]
      : []),
    {
      ...link,
      type: 'dashboards',
      title: 'Related dashboards',
      tooltip: '',
      url: '',
      tags: settings.dashboard.tags,
      asDropdown: true,
      includeVars: true,
      keepTime: true,
      targetBlank: false,
    },
  ];
}

/** Links of the table column that holds the node label. */
export function nodeLinks({ settings }: Scope): readonly DataLink[] {
  const value = '${__value.raw}';
  const own = {
    title: 'This node alone',
    url: `/d/${settings.dashboard.uid}?var-${VARIABLES.node}=${value}&\${__url_time_range}`,
  };
  if (settings.flavour !== 'gardener') return [own];
  return [own, { title: 'Node details', url: `/d/node-details?var-Node=${value}&\${__url_time_range}` }];
}

/** Gardener keeps logs in vali; the Explore page reads datasource and query from the URL. */
function logsUrl(): string {
  const nodes = `\${${VARIABLES.node}:regex}`;
  const expr = `{nodename=~"NODES"} |~ "\\"unit\\":\\"rsyslog.service\\""`;
  const left = encodeURIComponent(JSON.stringify(['now-1h', 'now', 'vali', { expr }]));
  return `/explore?left=${left.replace('NODES', nodes)}`;
}
