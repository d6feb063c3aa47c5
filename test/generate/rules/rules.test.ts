// Annotations of rules: which node, and links where the settings have their addresses.
import { describe, expect, test } from 'vitest';
import { enabledAlerts } from '../../../src/generate/alerts/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { alertingRule } from '../../../src/generate/rules/rules.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';

function annotationsOf(given: SettingsInput): readonly Readonly<Record<string, string>>[] {
  const selectors = new Selectors(effectiveSettings(given));
  return enabledAlerts(selectors).map((alert) => alertingRule(alert, selectors).annotations);
}

describe('links', () => {
  test('are absent without an address', () => {
    for (const annotations of annotationsOf({})) expect(Object.keys(annotations)).toEqual(['summary', 'description']);
  });

  test.each([
    ['gardener', 'https://plutono.example', 'node'],
    ['plain', 'https://grafana.example/sub/', 'instance'],
  ] as const)('%s: lead to the dashboard at %s, of the node if the alert names one', (flavour, dashboardBaseUrl, label) => {
    const base = dashboardBaseUrl.replace(/\/$/, '');
    for (const annotations of annotationsOf({ flavour, dashboardBaseUrl }))
      expect(annotations['dashboard_url']).toBe(
        `${base}/d/rsyslog-stats{{ with $labels.${label} }}?var-Node={{ . | urlquery }}{{ end }}`,
      );
  });
});

describe('the node in descriptions', () => {
  test.each<[string, SettingsInput, string]>([
    ['plain: its name if there is one, else the scraped address', { flavour: 'plain' }, '{{ or $labels.node $labels.instance "an unnamed node" }}'],
    ['gardener: its name', {}, '{{ or $labels.node "an unnamed node" }}'],
    ['labels of a cluster are not its name', { keepLabels: ['cluster'] }, '{{ or $labels.node "an unnamed node" }}'],
  ])('%s', (_title, given, text) => {
    const described = annotationsOf(given).filter(({ description = '' }) => description.includes(`On ${text} `));
    expect(described.length).toBeGreaterThan(10);
  });
});
