// Alerts and recording rules as rule groups, which rule files and PrometheusRule objects share. One group per pack.
import { UNNAMED, type Alert, type Format, type Shown } from '../alerts/alert.ts';
import { enabledAlerts } from '../alerts/index.ts';
import { pendingOf } from '../alerts/pending.ts';
import { print } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { RECORDING_RULES } from './recording.ts';
import { NODE_VARIABLE, PACKS } from '../settings/settings.ts';
import type { Labels } from '../timelines/series-notation.ts';

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

export interface RecordedRule {
  readonly record: string;
  readonly expr: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (AlertingRule | RecordedRule)[];
}

/** Groups without rules are omitted. Recording rules do not depend on whether their pack is enabled, since panels use them too. */
export function ruleGroups(selectors: Selectors): readonly RuleGroup[] {
  const alerts = enabledAlerts(selectors);
  return PACKS.map((pack) => ({
    name: `rsyslog-${pack}.rules`,
    rules: [
      ...RECORDING_RULES.filter((rule) => rule.pack === pack).map((rule) => ({
        record: rule.name(selectors),
        expr: print(rule.expr(selectors)),
      })),
      ...alerts.filter((alert) => alert.pack === pack).map((alert) => alertingRule(alert, selectors)),
    ],
  })).filter(({ rules }) => rules.length > 0);
}

export function alertingRule(alert: Alert, selectors: Selectors): AlertingRule {
  const pending = pendingOf(alert, selectors);
  return {
    alert: alert.name,
    expr: print(alert.expr(selectors)),
    ...(pending === '0s' ? {} : { for: pending }),
    labels: ruleLabels(alert, selectors),
    annotations: annotations(alert, selectors, templates(selectors)),
  };
}

/** Labels that a rule adds to its alerts. */
export function ruleLabels({ name, severity }: Alert, { settings }: Selectors): Labels {
  return { ...settings.alertLabels, severity: settings.severities[name] ?? severity };
}

export function annotations(alert: Alert, selectors: Selectors, shown: Shown): Labels {
  const { runbookBaseUrl, dashboardBaseUrl } = selectors.settings;
  return {
    summary: alert.summary,
    description: alert.description(selectors, shown),
    ...(runbookBaseUrl === '' ? {} : { runbook_url: `${runbookBaseUrl}#${alert.name.toLowerCase()}` }),
    ...(dashboardBaseUrl === '' ? {} : { dashboard_url: dashboardUrl(selectors, shown) }),
  };
}

/** The dashboard of the node; of all nodes where the alert names none. */
function dashboardUrl({ settings }: Selectors, shown: Shown): string {
  const { dashboard, dashboardBaseUrl, groupBy } = settings;
  return `${dashboardBaseUrl.replace(/\/+$/, '')}/d/${dashboard.uid}${shown.query(`var-${NODE_VARIABLE}`, groupBy)}`;
}

const VALUES: Readonly<Record<Format, string>> = {
  count: '{{ $value | printf "%.0f" }}',
  ratio: '{{ $value | humanizePercentage }}',
  duration: '{{ $value | humanizeDuration }}',
  bytes: '{{ $value | humanize1024 }}B',
};

const templates = (selectors: Selectors): Shown => ({
  label: (name) => `{{ $labels.${name} }}`,
  firstOf: (names) => `{{ or ${names.map((name) => `$labels.${name}`).join(' ')} "${UNNAMED}" }}`,
  query: (key, label) => `{{ with $labels.${label} }}?${key}={{ . | urlquery }}{{ end }}`,
  value: (format) => VALUES[format],
  recorded: (series, above, otherwise) => {
    const labels = series.labels(selectors);
    // %q quotes as PromQL does; a label that the alert lacks is empty, which matches its absence.
    const query = `${series.name(selectors)}{${labels.map((label) => `${label}=%q`).join(', ')}} > 0`;
    const values = labels.map((label) => `$labels.${label}`).join(' ');
    const count = '{{ . | first | value | printf "%.0f" }}';
    return `{{ with printf \`${query}\` ${values} | query }}${above(count)}{{ else }}${otherwise}{{ end }}`;
  },
});
