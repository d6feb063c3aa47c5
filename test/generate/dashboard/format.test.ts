// The files follow the formats of the products, which silently drop, reset or misdraw unknown keys.
import { describe, expect, test } from 'vitest';
import { panelQueries, panelsOf, render, type JsonPanel } from './json.ts';
import { VARIANTS } from '../variants.ts';

const TOP_LEVEL = [
  ...['annotations', 'description', 'editable', 'graphTooltip', 'id', 'links', 'panels', 'refresh', 'schemaVersion'],
  ...['tags', 'templating', 'time', 'timepicker', 'timezone', 'title', 'uid', 'version'],
];
const UNITS = ['cps', 'percentunit', 's', 'bytes', 'Bps', 'short'];
const REDUCERS = ['last', 'lastNotNull', 'first', 'min', 'max', 'mean', 'sum', 'count', 'range', 'delta', 'diff'];
const ROWS = [
  ...['At a glance', 'Nodes', 'Inputs', 'Queues', 'Actions', 'Losses', 'Resources', 'Statistics'],
  ...['Dynstats and percentiles', 'Audit'],
];
/** Size limit of an object for `kubectl apply`. */
const MOST_BYTES = 262_144;

const rendered = Object.entries(VARIANTS).flatMap(([title, given]) =>
  render(given).map((one) => [`${one.product}, ${title}`, one] as const),
);

describe.each(rendered)('%s', (_, { json, product, selectors }) => {
  const isPlutono = product === 'plutono';
  const all = panelsOf(json);
  const ofType = (...types: readonly string[]) => all.filter(({ type }) => types.includes(type));
  const graphs = ofType('graph', 'timeseries');

  test('the top level has the keys and versions of the product', () => {
    expect(Object.keys(json).sort()).toEqual(TOP_LEVEL);
    expect(json).toMatchObject({
      id: null,
      schemaVersion: isPlutono ? 27 : 39,
      timezone: 'utc',
      time: { from: 'now-1h', to: 'now' },
      version: 1,
      editable: true,
      graphTooltip: 1,
      title: 'Rsyslog Stats',
      tags: selectors.settings.dashboard.tags,
    });
    expect(json.uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
    expect(JSON.stringify(json).length).toBeLessThan(MOST_BYTES / 2);
  });

  test('panels have unique ids, the version of the product and types that it has', () => {
    const rows = json.panels.filter(({ type }) => type === 'row');
    const ids = [...rows, ...all].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => Number.isInteger(id) && id > 0)).toBe(true);
    for (const panel of all) {
      expect.soft(panel.pluginVersion, panel.title).toMatch(isPlutono ? /^7\.5\.\d+$/ : /^\d+\.\d+\.\d+$/);
      expect.soft(['stat', 'table', isPlutono ? 'graph' : 'timeseries'], panel.title).toContain(panel.type);
    }
  });

  test('every datasource is the variable, in the notation of the product', () => {
    const found: unknown[] = [];
    JSON.stringify(json, (key, value: unknown) => {
      if (key === 'datasource') found.push(value);
      return value;
    });
    const right = isPlutono ? '$datasource' : { type: 'prometheus', uid: '${datasource}' };
    const rowsWithNone = isPlutono ? ROWS.length : 0;
    expect(found.filter((one) => one === null)).toHaveLength(rowsWithNone);
    for (const one of found.filter((value) => value !== null)) expect(one).toEqual(right);
    for (const panel of all) expect.soft(panel.datasource, panel.title).toEqual(right);
    const [first] = json.templating.list;
    expect(first).toMatchObject({
      type: 'datasource',
      query: 'prometheus',
      current: { value: selectors.settings.dashboard.datasource },
    });
  });

  test('rows follow the path of a message; all but the first two are collapsed', () => {
    const rows = json.panels.filter(({ type }) => type === 'row');
    expect(rows.map(({ title }) => title)).toEqual(ROWS);
    expect(rows.map(({ collapsed }) => collapsed)).toEqual(ROWS.map((_title, index) => index > 1));
    for (const row of rows) {
      const titles = (row.panels ?? []).map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.length > 0).toBe(row.collapsed);
    }
  });

  test('no panel overlaps another one', () => {
    const shown = json.panels;
    for (const group of [shown, ...shown.map((row) => [row].concat(row.panels ?? []))]) {
      const cells = group.flatMap(cellsOf);
      expect(new Set(cells).size).toBe(cells.length);
    }
    for (const { gridPos } of all) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });

  test('every panel has a description that says what is bad', () => {
    for (const { title, description = '' } of all) {
      expect.soft(title).not.toBe('');
      expect.soft(description.length, title).toBeGreaterThan(60);
      expect.soft(description, title).toMatch(/\bbad\b/i);
    }
  });

  test('every panel has a known unit; the two units of a graph are equal', () => {
    for (const { title, fieldConfig } of all) {
      const ofColumns = (fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties);
      const units = [
        fieldConfig?.defaults.unit,
        ...ofColumns.filter(({ id }) => id === 'unit').map(({ value }) => value),
      ];
      for (const unit of units) expect.soft(UNITS, title).toContain(unit);
    }
    for (const { title, fieldConfig, yaxes } of ofType('graph'))
      expect.soft(yaxes?.[0]?.format, title).toBe(fieldConfig?.defaults.unit);
  });

  test('coloured panels have thresholds in rising order', () => {
    for (const { title, fieldConfig } of ofType('stat', 'table', 'timeseries')) {
      const steps = fieldConfig?.defaults.thresholds?.steps ?? [];
      expect.soft(steps[0]?.value, title).toBeNull();
      const values = steps.slice(1).map(({ value }) => value as number);
      expect.soft(values, title).toEqual(values.toSorted((a, b) => a - b));
    }
    expect(ofType('stat').length).toBeGreaterThanOrEqual(8);
  });

  test('reducers exist in the product, and there are no mappings', () => {
    for (const { title, options, fieldConfig } of all) {
      for (const reducer of [...(options?.reduceOptions?.calcs ?? []), ...(options?.legend?.calcs ?? [])])
        expect.soft(REDUCERS, title).toContain(reducer);
      expect.soft(fieldConfig?.defaults.mappings ?? [], title).toEqual([]);
    }
  });

  test('stats and tables send instant queries; the letters of queries are unique', () => {
    for (const { title, type, target } of panelQueries(json)) {
      const isNow = type === 'stat' || type === 'table';
      expect.soft(target.instant ?? false, title).toBe(isNow);
      expect.soft(target.format, title).toBe(type === 'table' ? 'table' : 'time_series');
      expect.soft(target, title).not.toHaveProperty('exemplar');
    }
    for (const { title, targets = [] } of all)
      expect.soft(targets.map(({ refId }) => refId).join(''), title).toMatch(/^A(B(C(D(E(F(G(H(I)?)?)?)?)?)?)?)?$/);
  });

  test('tables join their results and name every column that is sorted or coloured', () => {
    for (const { title, transformations = [], options, fieldConfig } of ofType('table')) {
      expect(transformations.map(({ id }) => id)).toEqual(['merge', 'organize']);
      const names = Object.values(transformations[1]?.options['renameByName'] as Record<string, string>);
      for (const { displayName } of options?.sortBy ?? []) expect.soft(names, title).toContain(displayName);
      for (const { matcher } of fieldConfig?.overrides ?? []) expect.soft(names, title).toContain(matcher.options);
    }
  });

  test('variables are refreshed with the time range and default to all values', () => {
    const queries = json.templating.list.filter(({ type }) => type === 'query');
    expect(queries.map(({ name }) => name)).toEqual(['Node', 'Action', 'Queue']);
    for (const variable of queries) {
      expect(variable).toMatchObject({ refresh: 2, allValue: '.+', includeAll: true, current: { value: ['$__all'] } });
    }
    expect(queries[0]?.['definition']).toMatch(
      new RegExp(`^label_values\\(rsyslog_pstat_.+, ${selectors.settings.groupBy}\\)$`),
    );
    const by = json.templating.list.find(({ name }) => name === 'by');
    expect(by).toMatchObject({
      query: ['name', ...selectors.node].join(','),
      current: { value: ['name'] },
      multi: true,
    });
  });

  test('restarts are the only annotation', () => {
    expect(json.annotations.list).toHaveLength(1);
    expect(json.annotations.list[0]).not.toHaveProperty('builtIn');
    expect(JSON.stringify(json.annotations)).toContain('resets(rsyslog_pstat_utime');
  });

  test('some legends have numbers, less than half of them', () => {
    const withNumbers = graphs.filter((panel) => JSON.stringify(panel).match(/"(avg":true|calcs":\["mean)/));
    expect(withNumbers.length).toBeGreaterThan(3);
    expect(withNumbers.length).toBeLessThan(graphs.length / 2);
  });
});

test('equal settings give equal bytes', () => {
  const text = () => JSON.stringify(render().map(({ json }) => json));
  expect(text()).toBe(text());
});

test('the variable lists a queue and its part on disk as one', () => {
  const { json } = render()[0]!;
  const [, pattern = ''] =
    /^\/(.+)\/$/.exec(json.templating.list.find(({ name }) => name === 'Queue')?.['regex'] as string) ?? [];
  const shown = (name: string) => new RegExp(pattern).exec(name)?.[1];
  expect(['main Q', 'a queue', 'a queue[DA]'].map(shown)).toEqual(['main Q', 'a queue', 'a queue']);
});

function cellsOf({ gridPos: { x, y, w, h } }: JsonPanel): readonly string[] {
  return Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`);
}
