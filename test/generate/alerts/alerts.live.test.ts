// Each alert does under promtool what its unit tests say, whatever the settings; and the tests notice when its expression is wrong.
import { describe, expect, test } from 'vitest';
import { ALERTS, enabledAlerts } from '../../../src/generate/alerts/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { ruleTests } from '../../../src/generate/rule-tests/rule-tests.ts';
import { effectiveSettings } from '../../../src/generate/settings/settings.ts';
import { describeWith } from '../../peers/available.ts';
import { mutantsOf } from './mutants.ts';
import { failuresOf, passing, rulesOf } from './single-alert.ts';
import { VARIANTS } from '../variants.ts';

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

  const selectors = new Selectors(effectiveSettings());
  test.concurrent.for(ALERTS.map((alert) => [alert.name, alert] as const))(
    'notice a change in %s',
    async ([, alert], { expect }) => {
      expect(await passing(alert, selectors, [{ change: 'none', rules: rulesOf(alert, selectors) }])).toHaveLength(1);
      const survivors = await passing(alert, selectors, mutantsOf(rulesOf(alert, selectors)));
      expect(survivors.map(({ change }) => change)).toEqual([]);
    },
  );
});

describe('every alert', () => {
  const selectors = new Selectors(effectiveSettings());
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
