// A dashboard as a ConfigMap for the sidecar that loads dashboards. One dashboard each, minified: two of them exceed the limit of
// `kubectl apply`.
import { Scalar } from 'yaml';
import type { Settings } from '../settings/settings.ts';
import { metadata, type KubernetesObject, type ObjectLabels } from './object.ts';

export interface ConfigMap extends KubernetesObject {
  readonly data: Readonly<Record<string, Scalar<string>>>;
}

/** @param key file name of the dashboard; the sidecar requires it to be unique in the installation */
export function dashboardConfigMap(settings: Settings, key: string, dashboard: object): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(settings, settings.kubernetes.names.dashboards, sidecarLabels(settings)),
    data: { [key]: block(JSON.stringify(dashboard)) },
  };
}

/** The sidecar selects ConfigMaps by these labels. */
function sidecarLabels({ flavour, kubernetes }: Settings): ObjectLabels {
  return flavour === 'gardener'
    ? { [`dashboard.monitoring.gardener.cloud/${kubernetes.prometheus}`]: 'true' }
    : { grafana_dashboard: '1' };
}

/** In a block the quotes of JSON need no escapes. */
function block(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}
