// Each alert passes its unit tests under promtool for all variants of the settings, and the tests fail when its expression is wrong.
import { describe, expect, test } from 'vitest';
import { ALERTS, enabledAlerts } from '../../../src/generate/alerts/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { ruleTests } from '../../../src/generate/rule-tests/rule-tests.ts';
import { RECORDING_RULES } from '../../../src/generate/rules/recording.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';
import { describeWith } from '../../peers/available.ts';
import { mutantsOf } from './mutants.ts';
import { failuresOf, ruleOf, rulesOf, survivorsOf } from './single-alert.ts';
import { VARIANTS } from '../variants.ts';

/** The settings under which no case of any alert is left out. */
const WITH_ALL_CASES: SettingsInput = { expectedActions: ['rsyslog-relp'], thresholds: { vanishedLookback: '30m' } };
/** Reports can be too many only where they are rarer than scrapes. */
const SETTINGS_OF: Readonly<Record<string, SettingsInput>> = {
  RsyslogIntervalsDoNotFit: { intervals: { impstats: '5m', scrape: '1m' } },
};

describeWith(['promtool'], 'the unit tests of alerts', () => {
  for (const [title, given] of Object.entries(VARIANTS)) {
    const selectors = new Selectors(effectiveSettings(given));
    test.concurrent(`pass with ${title}`, async ({ expect }) => {
      // All fifty nodes once; what depends on the settings shows with fewer as well.
      const nodes = title === 'the default' ? 50 : 5;
      for (const alert of enabledAlerts(selectors))
        expect.soft(await failuresOf(alert, selectors, nodes), alert.name).toBe('');
    });
  }

  const selectors = new Selectors(effectiveSettings(WITH_ALL_CASES));
  test.concurrent.for(ALERTS.map((alert) => [alert.name, alert] as const))(
    'notice a change in %s',
    async ([name, alert], { expect }) => {
      const chosen = new Selectors(effectiveSettings({ ...WITH_ALL_CASES, ...SETTINGS_OF[name] }));
      const survivors = await survivorsOf(alert, chosen, mutantsOf(ruleOf(name, chosen)));
      expect(survivors.map(({ change }) => change)).toEqual([]);
    },
  );

  test.concurrent.for(RECORDING_RULES.map((rule) => [rule.name(selectors), rule.pack] as const))(
    'notice a change in %s, by an alert that reads it',
    async ([name, pack], { expect }) => {
      let survivors = mutantsOf(ruleOf(name, selectors));
      // Alerts of the same pack first: they are about it.
      for (const alert of ALERTS.toSorted((a, b) => Number(b.pack === pack) - Number(a.pack === pack))) {
        const reads = rulesOf(alert, selectors).some((rule) => 'record' in rule && rule.record === name);
        if (reads && survivors.length > 0) survivors = await survivorsOf(alert, selectors, survivors);
      }
      expect(survivors.map(({ change }) => change)).toEqual([]);
    },
  );
});

describe('every alert', () => {
  const selectors = new Selectors(effectiveSettings(WITH_ALL_CASES));
  const { tests } = ruleTests(selectors, 'rules.yaml');

  test.each(ALERTS.map((alert) => [alert.name, alert] as const))(
    '%s fires in one test and is silent in others',
    (name) => {
      const checks = tests.flatMap(({ alert_rule_test: all }) => all.filter(({ alertname }) => alertname === name));
      expect(checks.filter(({ exp_alerts: alerts }) => alerts.length > 0).length).toBeGreaterThanOrEqual(1);
      expect(checks.filter(({ exp_alerts: alerts }) => alerts.length === 0).length).toBeGreaterThanOrEqual(4);
    },
  );

  test('has a unique name and summary, and a complete runbook', () => {
    for (const of of [
      (alert: (typeof ALERTS)[number]) => alert.name,
      (alert: (typeof ALERTS)[number]) => alert.summary,
    ])
      expect(new Set(ALERTS.map(of)).size).toBe(ALERTS.length);
    for (const { runbook } of ALERTS) {
      expect(runbook.meaning.length).toBeGreaterThan(40);
      expect(runbook.impact).not.toBe('');
      expect(runbook.diagnosis.length).toBeGreaterThan(0);
      expect(runbook.mitigation.length).toBeGreaterThan(0);
    }
  });
});
