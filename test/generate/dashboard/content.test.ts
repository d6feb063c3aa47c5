// The dashboards agree with the alerts on colours, and link to the right places.
import { describe, expect, test } from 'vitest';
import { ALERTS } from '../../../src/generate/alerts/index.ts';
import { print } from '../../../src/generate/promql/index.ts';
import { filledIn, panelsOf, render, type JsonPanel, type Rendered } from './json.ts';
import { piecesOf, selectedBy } from '../promql/tree.ts';
import { VARIANTS } from '../variants.ts';

/** Panel, its column if it is a table, and the alert that fires from the value on at which it turns red. */
const SAME_AS_ALERT = [
  ['Statistics age', undefined, 'RsyslogStatisticsStale'],
  ['Nodes, worst first', 'Statistics age', 'RsyslogStatisticsStale'],
  ['Nodes, worst first', 'Peak memory', 'RsyslogMemoryHigh'],
  ['Nodes, worst first', 'Restarts in an hour', 'RsyslogRestartsOften'],
  ['Missing between inputs and queues', undefined, 'RsyslogInputMessagesMissing'],
  ['Fill of queues with a known capacity', undefined, 'RsyslogQueueNearlyFull'],
  ['Failures', undefined, 'RsyslogActionFails'],
  ['Failures per message of the action that forwards', undefined, 'RsyslogTooManyRelpActionFailures'],
  ['Outages in half an hour', undefined, 'RsyslogActionFlaps'],
  ['Offered to the queue per message processed', undefined, 'RsyslogRequeueLoop'],
  ['Discarded because a queue was full', undefined, 'RsyslogQueueDiscards'],
  ['Dropped by rate limits of inputs', undefined, 'RsyslogInputRateLimited'],
  ['Peak memory', undefined, 'RsyslogMemoryHigh'],
  ['Open files', undefined, 'RsyslogOpenFilesHigh'],
  ['Restarts in an hour', undefined, 'RsyslogRestartsOften'],
  ['Rejected lines in ten minutes', undefined, 'RsyslogStatisticsRejected'],
  ['Series dropped', undefined, 'RsyslogSeriesDropped'],
  ['Dynstats increments not counted', undefined, 'RsyslogDynstatsOverflow'],
] as const;

const rendered = Object.entries(VARIANTS).flatMap(([title, given]) =>
  render(given).map((one) => [`${one.product}, ${title}`, one] as const),
);

const panelNamed = ({ json }: Rendered, title: string): readonly JsonPanel[] =>
  panelsOf(json).filter((panel) => panel.title === title);

describe.each(rendered)('%s', (_, one) => {
  const { selectors, json } = one;
  const { settings } = selectors;

  test.each(SAME_AS_ALERT.map((row) => [row[0], row[1] ?? 'the panel', row[2], row] as const))(
    '%s (%s) turns red where %s fires',
    (_title, _column, _alert, [title, column, name]) => {
      const alert = ALERTS.find((each) => each.name === name);
      const numbers = piecesOf(alert === undefined ? '' : print(alert.expr(selectors))).flatMap(({ kind, text }) =>
        kind === 'number' ? [Number(text)] : [],
      );
      const panels = panelNamed(one, title);
      expect(panels).not.toEqual([]);
      for (const panel of panels) expect.soft(numbers).toContain(redFrom(panel, column));
    },
  );

  test('the fill of every queue with a known capacity is shown', () => {
    const [panel] = panelNamed(one, 'Fill of queues with a known capacity');
    for (const [name, capacity] of Object.entries(settings.queues)) {
      expect(panel?.targets?.[0]?.expr).toContain(`name="${name}"`);
      expect(panel?.targets?.[0]?.expr).toContain(`/ ${capacity}`);
    }
  });

  test('links lead to the runbook and to dashboards with the same tags, in Gardener also to logs and node details', () => {
    const isGardener = settings.flavour === 'gardener';
    const titles = json.links.map(({ title }) => title);
    const hasRunbook = settings.runbookBaseUrl !== '';
    expect(titles).toEqual([...(hasRunbook ? ['Runbook'] : []), ...(isGardener ? ['Logs'] : []), 'Related dashboards']);
    const urls = json.links.filter(({ title }) => title === 'Runbook').map((link) => link['url']);
    expect(urls).toEqual(hasRunbook ? [settings.runbookBaseUrl] : []);
    expect(json.links.at(-1)).toMatchObject({ type: 'dashboards', tags: settings.dashboard.tags });
    const [table] = panelNamed(one, 'Nodes, worst first');
    const properties = table?.fieldConfig?.overrides.flatMap((each) => each.properties) ?? [];
    const links = properties.find(({ id }) => id === 'links')?.value as readonly { readonly url: string }[];
    expect(links.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
      `/d/${settings.dashboard.uid}`,
      ...(isGardener ? ['/d/node-details'] : []),
    ]);
    for (const { url } of links) expect(url).toContain('var-Node=${__value.raw}');
  });

  test('the worst node comes first: by lost messages, then by backlog', () => {
    const [table] = panelNamed(one, 'Nodes, worst first');
    expect(table?.options?.sortBy?.slice(0, 2)).toEqual([
      { displayName: 'Lost', desc: true },
      { displayName: 'Backlog', desc: true },
    ]);
  });

  test('firing alerts are those of the chosen nodes and those without a node, selected by service', () => {
    const [table] = panelNamed(one, 'Firing alerts');
    const expr = table?.targets?.[0]?.expr ?? '';
    expect(expr).toContain(`${settings.groupBy}=~"$Node|"`);
    expect(expr).toContain(`service="${settings.alertLabels['service']}"`);
    for (const { name } of ALERTS) expect(name).toMatch(/^Rsyslog.+/);
  });
});

test('without a label "service" alerts are selected by name', () => {
  const [one] = render({ alertLabels: {} });
  const [table] = panelNamed(one!, 'Firing alerts');
  expect(selectedBy(filledIn(table?.targets?.[0]?.expr ?? ''))[0]?.labels).toEqual(['alertstate', 'alertname', 'node']);
});

test('the link "Logs" opens the logs of the chosen nodes', () => {
  const [{ json }] = render() as [Rendered];
  const url = json.links.find(({ title }) => title === 'Logs')?.['url'] as string;
  const left = new URL(url.replace('${Node:regex}', 'a|b'), 'https://plutono.example').searchParams.get('left');
  expect(JSON.parse(left ?? '')).toEqual([
    'now-1h',
    'now',
    'vali',
    { expr: String.raw`{nodename=~"a|b"} |~ "\"unit\":\"rsyslog.service\""` },
  ]);
});

test('without capacities there is no panel for the fill of queues', () => {
  for (const one of render({ queues: {} })) expect(panelNamed(one, 'Fill of queues with a known capacity')).toEqual([]);
});

/** Value from which on a panel, or one of its columns, is red. */
function redFrom({ type, thresholds, fieldConfig }: JsonPanel, column: string | undefined): number | null | undefined {
  if (type === 'graph') return thresholds?.[0]?.value;
  const override = fieldConfig?.overrides.find(({ matcher }) => matcher.options === column);
  const own = override?.properties.find(({ id }) => id === 'thresholds')?.value as
    NonNullable<typeof fieldConfig>['defaults']['thresholds'] | undefined;
  return (own ?? fieldConfig?.defaults.thresholds)?.steps.find(({ color }) => color === 'red')?.value;
}
