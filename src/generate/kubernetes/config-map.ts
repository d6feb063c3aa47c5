// A dashboard as a ConfigMap for the sidecar that loads dashboards. One each, and minified: two would not fit into what
// `kubectl apply` takes.
import { Scalar } from 'yaml';
import type { Settings } from '../settings/settings.ts';
import { metadata, type KubernetesObject } from './object.ts';
import type { Labels } from '../timelines/promtool.ts';

export interface ConfigMap extends KubernetesObject {
  readonly data: Readonly<Record<string, Scalar<string>>>;
}

/** @param key name of the dashboard's file, which must be unique among all dashboards of the installation */
export function dashboardConfigMap(settings: Settings, key: string, dashboard: object): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(settings, settings.kubernetes.names.dashboards, sidecarLabels(settings)),
    data: { [key]: block(JSON.stringify(dashboard)) },
  };
}

/** What the sidecar that loads dashboards looks for. */
function sidecarLabels({ flavour, kubernetes }: Settings): Labels {
  return flavour === 'gardener'
    ? { [`dashboard.monitoring.gardener.cloud/${kubernetes.prometheus}`]: 'true' }
    : { grafana_dashboard: '1' };
}

/** As a block, JSON needs no second layer of quotes. */
function block(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}
