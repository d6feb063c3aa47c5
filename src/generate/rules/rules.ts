// Alerts and recording rules as rule groups, which rule files and PrometheusRule objects share. One group per pack.
import type { Alert, Format, Shown } from '../alerts/alert.ts';
import { enabledAlerts } from '../alerts/index.ts';
import { pendingOf } from '../alerts/pending.ts';
import { print } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { RECORDING_RULES } from './recording.ts';
import { PACKS } from '../settings/settings.ts';
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
  return {
    summary: alert.summary,
    description: alert.description(selectors, shown),
    runbook_url: `${selectors.settings.runbookBaseUrl}#${alert.name.toLowerCase()}`,
  };
}

const VALUES: Readonly<Record<Format, string>> = {
  count: '{{ $value | printf "%.0f" }}',
  ratio: '{{ $value | humanizePercentage }}',
  duration: '{{ $value | humanizeDuration }}',
  bytes: '{{ $value | humanize1024 }}B',
};

const templates = (selectors: Selectors): Shown => ({
  label: (...names) => `{{ ${names.length > 1 ? 'or ' : ''}${names.map((name) => `$labels.${name}`).join(' ')} }}`,
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
