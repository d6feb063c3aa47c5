// The table of inhibitions against the alerts: names, labels, and that no alerts mute each other.
import { describe, expect, test } from 'vitest';
import { ALERTS } from '../../../src/generate/alerts/index.ts';
import { print } from '../../../src/generate/promql/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { causesOf, INHIBITIONS, inhibitRules } from '../../../src/generate/rules/inhibition.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';

const pairs = INHIBITIONS.flatMap(({ sources, targets, equal = [] }) =>
  sources.flatMap((source) => targets.map((target) => ({ source, target, equal }))),
);
describe('the inhibitions', () => {
  test('have no cycles, along which alerts would mute each other', () => {
    const mutes = (from: string, path: readonly string[] = []): readonly string[] =>
      pairs.flatMap(({ source, target }) =>
        source !== from ? [] : path.includes(target) ? [[...path, target].join(' > ')] : mutes(target, [...path, target]),
      );
    for (const { source } of pairs) expect(mutes(source, [source])).toEqual([]);
  });

  test('compare labels that the results of both alerts have', () => {
    const selectors = new Selectors(effectiveSettings({ expectedActions: ['rsyslog-relp'] }));
    const exprs = new Map(ALERTS.map((alert) => [alert.name as string, print(alert.expr(selectors))]));
    const lacking = pairs.flatMap(({ source, target, equal }) =>
      [source, target].filter((name) =>
        equal.some((label) => exprs.get(name)?.match(new RegExp(`by \\([^)]*\\b${label}\\b`)) === null),
      ),
    );
    expect([...new Set(lacking)]).toEqual([]);
  });
});

test('the causes of an alert are the alerts that mute it', () => {
  expect(causesOf('RsyslogActionTakesNothing')).toContain('RsyslogQueueNotDraining');
  expect(causesOf('RsyslogStatisticsStale')).toEqual(['RsyslogNodeLabelMissing']);
});

describe('the rules of Alertmanager', () => {
  const rulesOf = (given: SettingsInput) =>
    (inhibitRules(new Selectors(effectiveSettings(given))).toJS() as { inhibit_rules: readonly { equal: string[] }[] })
      .inhibit_rules;

  test.each<[string, SettingsInput, string[]]>([
    ['gardener', {}, ['node']],
    ['plain', { flavour: 'plain' }, ['instance', 'node']],
    ['several clusters', { keepLabels: ['cluster'] }, ['node', 'cluster']],
  ])('compare the labels of nodes: %s', (_title, given, labels) => {
    for (const { equal } of rulesOf(given)) expect(equal.slice(0, labels.length)).toEqual(labels);
  });

  test('name only alerts that are generated', () => {
    const packs = { delivery: false, resources: false };
    expect(JSON.stringify(rulesOf({ packs }))).not.toMatch(/RsyslogQueue|RsyslogAction|RestartsOften|MemoryHigh/);
    expect(rulesOf({ packs: { ...packs, relp: false, inputs: false, dynstats: false, collection: false } })).toEqual([]);
  });
});
