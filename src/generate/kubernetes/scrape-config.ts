// A scrape of the node-exporter of every node that keeps the series of rsyslog, for nodes where the exporter writes a textfile. In a
// Gardener shoot it goes through the API server of the cluster, elsewhere directly to the pods.
import type { Settings } from '../settings/settings.ts';
import { metadata, prometheusLabels, type KubernetesObject } from './object.ts';
import { constant, keep, nodeLabels, ownNode, RSYSLOG_SERIES_ONLY, timing, type Relabelling } from './relabelling.ts';

export interface ScrapeConfig extends KubernetesObject {
  readonly spec: {
    readonly honorLabels: false;
    readonly scrapeInterval: string;
    readonly scrapeTimeout: string;
    readonly kubernetesSDConfigs: readonly object[];
    readonly relabelings: readonly Relabelling[];
    readonly metricRelabelings: readonly Relabelling[];
  } & Readonly<Record<string, unknown>>;
}

export function scrapeConfig(settings: Settings): ScrapeConfig {
  const { flavour, kubernetes } = settings;
  const isShoot = flavour === 'gardener' && kubernetes.prometheus === 'shoot';
  const { interval, timeout } = timing(settings);
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'ScrapeConfig',
    metadata: metadata(settings, kubernetes.names.scrapeConfig, prometheusLabels(settings)),
    spec: {
      honorLabels: false,
      scrapeInterval: interval,
      scrapeTimeout: timeout,
      ...(isShoot ? ACCESS : {}),
      kubernetesSDConfigs: [isShoot ? SHOOT_DISCOVERY : { role: 'Endpoints' }],
      relabelings: [
        constant('job', jobOf(settings)),
        ...(flavour === 'gardener' ? [constant('type', kubernetes.prometheus)] : []),
        isShoot ? SHOOT_TARGETS : TARGETS,
        ...nodeLabels(settings),
        ...(isShoot ? THROUGH_API_SERVER : []),
      ],
      metricRelabelings: [...RSYSLOG_SERIES_ONLY, ...ownNode(settings)],
    },
  };
}

function jobOf({ flavour, selectors }: Settings): string {
  return selectors['job'] ?? (flavour === 'gardener' ? 'rsyslog-metrics' : 'rsyslog-pstat');
}

const PORT = '__meta_kubernetes_endpoint_port_name';

/** The name of the Service depends on the installation, its label does not. */
const TARGETS = keep(
  ['__meta_kubernetes_service_label_app_kubernetes_io_name', PORT],
  '(?:prometheus-)?node-exporter;(?:http-)?metrics',
);

const SHOOT_TARGETS = keep(['__meta_kubernetes_service_name', PORT], 'node-exporter;metrics');

/** The Prometheus of a shoot runs in another cluster and cannot reach the pods. */
const THROUGH_API_SERVER: readonly Relabelling[] = [
  constant('__address__', 'kube-apiserver:443'),
  {
    sourceLabels: ['__meta_kubernetes_pod_name', '__meta_kubernetes_pod_container_port_number'],
    regex: '(.+);(.+)',
    targetLabel: '__metrics_path__',
    replacement: '/api/v1/namespaces/kube-system/pods/${1}:${2}/proxy/metrics',
  },
];

/** Gardener issues the token for the Prometheus of a shoot, but provides no CA bundle for the certificate of the API server. */
const CREDENTIALS = {
  authorization: { credentials: { name: 'shoot-access-prometheus-shoot', key: 'token' } },
  tlsConfig: { insecureSkipVerify: true },
};

const ACCESS = { scheme: 'HTTPS', ...CREDENTIALS };

const SHOOT_DISCOVERY = {
  role: 'Endpoints',
  apiServer: 'https://kube-apiserver',
  namespaces: { names: ['kube-system'] },
  ...CREDENTIALS,
  followRedirects: true,
};
