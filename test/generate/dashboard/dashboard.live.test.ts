// A real Prometheus that scrapes the exporter answers every query of the dashboards; queries without a result are listed with the reason.
import { expect, test } from 'vitest';
import type { SettingsInput } from '../../../src/generate/settings/settings.ts';
import { describeWith } from '../../peers/available.ts';
import type { Prometheus } from '../../peers/prometheus.ts';
import { until } from '../../peers/until.ts';
import { annotationQueries, filledIn, panelQueries, panelsOf, render, type Choice, type Rendered } from './json.ts';
import { BACKLOG, startTraffic } from './traffic.ts';

/** Queries without a result in this traffic, by panel and letter of the query, with the reason. */
const EMPTY: Readonly<Record<string, string>> = {
  'Silent inputs A': 'no input was active for hours and stopped',
  'Nodes, worst first H': 'rsyslogd was not restarted within the last day',
  'Restarts of rsyslogd': 'rsyslogd was not restarted',
};

const PROFILES: Readonly<Record<string, SettingsInput>> = {
  gardener: {},
  standard: { naming: 'standard', flavour: 'prometheus-operator' },
};

describeWith(['prometheus', 'nodeExporter'], 'a real Prometheus', () => {
  test.each(Object.entries(PROFILES))('answers all queries, names as in the profile %s', async (_, given) => {
    const products = render(given);
    const [one] = products as [Rendered];
    await using traffic = await startTraffic(one.selectors.settings);
    const { prometheus } = traffic;
    const ask = asker(prometheus, one);
    await until('the alerts to fire and the recorded series to come', async () => {
      const alerts = await ask('Firing alerts');
      const leaving = await ask('Messages leaving queues');
      return alerts.length > 2 && leaving.length > 1;
    });

    for (const { json, product } of products) {
      const empty: string[] = [];
      const all = [
        ...panelQueries(json).map(({ title, target }) => [`${title} ${target.refId}`, target.expr] as const),
        ...annotationQueries(json).map((expr) => ['Restarts of rsyslogd', expr] as const),
      ];
      for (const [name, expr] of all) {
        for (const by of expr.includes('${by') ? ['name', 'node', 'name,node'] : ['']) {
          const results = await prometheus.query(filledIn(expr, { by }));
          if (results.length === 0 && !empty.includes(name)) empty.push(name);
          expect
            .soft(
              results.map(({ value }) => value[1]),
              `${product}: ${name}`,
            )
            .not.toContain('NaN');
        }
      }
      expect.soft(empty.sort(), product).toEqual(Object.keys(EMPTY).sort());
    }

    // Memory and disk add up, and variables limit the result.
    const each = BACKLOG.inMemory + BACKLOG.onDisk;
    const queue = 'rsyslog-relp queue';
    expect(await ask('Backlog', { queue })).toEqual([[{ name: queue }, 2 * each]]);
    expect(await ask('Backlog', { queue, by: 'node' })).toEqual([
      [{ node: 'node-1' }, each],
      [{ node: 'node-2' }, each],
    ]);
    expect(await ask('Backlog', { queue, node: 'node-2' })).toEqual([[{ name: queue }, each]]);
    expect(await ask('Messages on disk', { queue })).toEqual([[{ name: queue }, 2 * BACKLOG.onDisk]]);
    expect((await ask('Messages processed', { action: 'local' })).map(([labels]) => labels)).toEqual([
      { name: 'local' },
    ]);

    expect(await ask('Nodes reporting')).toEqual([[{}, 2]]);
    expect(await ask('Nodes silent')).toEqual([[{}, 0]]);
    expect(await ask('Audit rules not loaded')).toEqual([[{}, 1]]);
    expect((await ask('Lost'))[0]?.[1]).toBeGreaterThan(0);
    const [[, inPerSecond = 0] = []] = await ask('Messages in');
    const causes = await ask('Lost, by cause');
    expect(inPerSecond).toBeGreaterThan(0);
    expect(causes.map(([labels]) => labels['cause'])).toEqual([
      'discard mark of a queue',
      'queue full',
      'rate limit of an input',
    ]);
    expect((await ask('Firing alerts', { node: 'node-1' })).map(([{ node }]) => node)).not.toContain('node-2');

    for (const { title, targets = [], transformations } of panelsOf(one.json).filter(({ type }) => type === 'table')) {
      const shown = Object.keys(transformations?.[1]?.options['renameByName'] as object);
      for (const { expr } of targets) {
        const results = await prometheus.query(filledIn(expr));
        for (const { metric } of results)
          expect.soft(shown, title).toEqual(expect.arrayContaining(Object.keys(metric)));
      }
    }
  });
});

type Answer = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

/** Sends the first query of a panel; results are sorted by their labels. */
function asker(prometheus: Prometheus, { json }: Rendered): (title: string, choice?: Choice) => Promise<Answer> {
  return async (title, choice = {}) => {
    const target = panelQueries(json).find((query) => query.title === title)?.target;
    if (target === undefined) throw new Error(`no panel "${title}"`);
    const results = await prometheus.query(filledIn(target.expr, choice));
    return results
      .map(({ metric, value }) => [metric, Number(value[1])] as const)
      .sort(([a], [b]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  };
}
