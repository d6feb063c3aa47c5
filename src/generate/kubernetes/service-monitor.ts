// A scrape of the exporter itself, for nodes where it runs as `serve` behind a Service with one pod per node. The Service is not
// generated; it must have the label app.kubernetes.io/name: rsyslog-pstat and a port named metrics.
import type { Settings } from '../settings/settings.ts';
import { metadata, prometheusLabels, type KubernetesObject } from './object.ts';
import { constant, nodeLabels, ownNode, RSYSLOG_SERIES_ONLY, timing, type Relabelling } from './relabelling.ts';

interface Endpoint {
  readonly port: string;
  readonly honorLabels: false;
  readonly interval: string;
  readonly scrapeTimeout: string;
  readonly relabelings: readonly Relabelling[];
  readonly metricRelabelings: readonly Relabelling[];
}

export interface ServiceMonitor extends KubernetesObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly namespaceSelector?: { readonly any: true };
    readonly endpoints: readonly Endpoint[];
  };
}

export function serviceMonitor(settings: Settings): ServiceMonitor {
  const { flavour, kubernetes, selectors } = settings;
  const isGardener = flavour === 'gardener';
  const { interval, timeout } = timing(settings);
  const job = selectors['job'];
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(settings, kubernetes.names.serviceMonitor, prometheusLabels(settings)),
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'rsyslog-pstat' } },
      // The Prometheus of a landscape may read its own namespace only.
      ...(isGardener ? {} : { namespaceSelector: { any: true } }),
      endpoints: [
        {
          port: 'metrics',
          honorLabels: false,
          interval,
          scrapeTimeout: timeout,
          relabelings: [
            ...(job === undefined ? [] : [constant('job', job)]),
            ...(isGardener ? [constant('type', kubernetes.prometheus)] : []),
            ...nodeLabels(settings),
          ],
          metricRelabelings: [...(isGardener ? RSYSLOG_SERIES_ONLY : []), ...ownNode(settings)],
        },
      ],
    },
  };
}
