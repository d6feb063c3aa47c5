// The runbook has the sections that the alerts link to, and names existing rows and alerts only.
import { describe, expect, test } from 'vitest';
import { ALERTS, enabledAlerts } from '../../../src/generate/alerts/index.ts';
import { ROWS } from '../../../src/generate/dashboard/panels/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { alertingRule } from '../../../src/generate/rules/rules.ts';
import { runbook } from '../../../src/generate/rules/runbook.ts';
import { settingsByUse } from '../../../src/generate/settings/by-use.ts';

const settings = settingsByUse({ runbookBaseUrl: 'https://wiki.example/rsyslog' });
const selectors = new Selectors(settings.files);
const text = runbook(settings, 'rsyslog-pstat.rules.yaml', 'inhibit.yaml');

describe('the runbook', () => {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );

  test.each(enabledAlerts(selectors).map((alert) => [alert.name, alert] as const))('has the heading that %s links to', (name, alert) => {
    const [base, anchor] = (alertingRule(alert, selectors).annotations['runbook_url'] as string).split('#');
    expect(base).toBe('https://wiki.example/rsyslog');
    expect(headings.filter((heading) => heading === anchor)).toEqual([name.toLowerCase()]);
  });

  test('has meaning, impact, diagnosis and mitigation of each alert', () => {
    for (const part of ['**Meaning.**', '**Impact.**', '**Diagnosis**', '**Mitigation**'])
      expect(text.split(part)).toHaveLength(enabledAlerts(selectors).length + 1);
  });

  test('names existing rows of the dashboard only', () => {
    const titles = new Set(ROWS.map(({ title }) => title));
    const named = [...text.matchAll(/\brows? ([A-Z]\w+)(?: and ([A-Z]\w+))?/g)].flatMap(([, one, two]) => [one, two]);
    const rows = named.filter((row) => row !== undefined);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((row) => !titles.has(row))).toEqual([]);
  });

  test('names existing alerts only', () => {
    const names = new Set<string>(ALERTS.map(({ name }) => name));
    const named = [...text.matchAll(/\bRsyslog(?!RelpConfig)[A-Z]\w+/g)].map(([name]) => name);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });

  test('omits the alerts of disabled packs', () => {
    const without = runbook(settingsByUse({ packs: { dynstats: false } }), 'rules.yaml', 'inhibit.yaml');
    expect(without).not.toContain('RsyslogDynstatsOverflow');
    expect(without).not.toContain('## Pack dynstats');
  });
});
