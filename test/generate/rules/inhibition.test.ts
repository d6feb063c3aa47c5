// The table of inhibitions against the alerts: names, labels, and that no alerts mute each other.
import { describe, expect, test } from 'vitest';
import { ALERTS } from '../../../src/generate/alerts/index.ts';
import { print } from '../../../src/generate/promql/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { INHIBITIONS, inhibitRules } from '../../../src/generate/rules/inhibition.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';

/** Alerts that the table names and that do not exist yet. */
const TO_COME = [
  'RsyslogActionMissing',
  'RsyslogDynstatsKeysMerged',
  'RsyslogDynstatsLost',
  'RsyslogExporterRestarts',
  'RsyslogIntervalsDoNotFit',
  'RsyslogNodeLabelMissing',
  'RsyslogQueueDrainsTooSlowly',
  'RsyslogQueueSpoolLost',
  'RsyslogStatisticsNeverCame',
  'RsyslogStatisticsShadowed',
];

/** Alerts whose result has the label "name" in place of "queue": they are not muted by queue yet. */
const BY_ANOTHER_LABEL = ['RsyslogQueueNearlyFull'];

const pairs = INHIBITIONS.flatMap(({ sources, targets, equal = [] }) =>
  sources.flatMap((source) => targets.map((target) => ({ source, target, equal }))),
);
const known = new Set<string>(ALERTS.map(({ name }) => name));

describe('the inhibitions', () => {
  test('name alerts that exist', () => {
    const named = new Set(pairs.flatMap(({ source, target }) => [source, target]));
    expect([...named].filter((name) => !known.has(name)).sort()).toEqual(TO_COME);
  });

  test('have no cycles, along which alerts would mute each other', () => {
    const mutes = (from: string, path: readonly string[] = []): readonly string[] =>
      pairs.flatMap(({ source, target }) =>
        source !== from ? [] : path.includes(target) ? [[...path, target].join(' > ')] : mutes(target, [...path, target]),
      );
    for (const { source } of pairs) expect(mutes(source, [source])).toEqual([]);
  });

  test('compare labels that the results of both alerts have', () => {
    const selectors = new Selectors(effectiveSettings());
    const exprs = new Map(ALERTS.map((alert) => [alert.name as string, print(alert.expr(selectors))]));
    const lacking = pairs.flatMap(({ source, target, equal }) =>
      [source, target].filter((name) =>
        equal.some((label) => exprs.get(name)?.match(new RegExp(`by \\([^)]*\\b${label}\\b`)) === null),
      ),
    );
    expect([...new Set(lacking)]).toEqual(BY_ANOTHER_LABEL);
  });
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
