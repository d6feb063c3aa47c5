// The alerts and recording rules as a PrometheusRule of prometheus-operator.
import type { Selectors } from '../promql/selectors.ts';
import { metadata, prometheusLabels, type KubernetesObject } from './object.ts';
import { ruleGroups, type RuleGroup } from '../rules/rules.ts';

export interface PrometheusRule extends KubernetesObject {
  readonly spec: { readonly groups: readonly RuleGroup[] };
}

export function prometheusRule(selectors: Selectors): PrometheusRule {
  const { settings } = selectors;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: metadata(settings, settings.kubernetes.names.prometheusRule, prometheusLabels(settings)),
    spec: { groups: ruleGroups(selectors) },
  };
}
