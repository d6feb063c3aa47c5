// All Kubernetes objects, one file each, with a comment on when to apply it. The flavour `plain` has none.
import { dashboard, type Product } from '../dashboard/dashboard.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Flavour } from '../settings/basis.ts';
import { dashboardConfigMap } from './config-map.ts';
import { objectFile } from './object.ts';
import { prometheusRule } from './prometheus-rule.ts';
import { scrapeConfig } from './scrape-config.ts';
import { serviceMonitor } from './service-monitor.ts';

interface ObjectFile {
  readonly path: string;
  /** @throws UsageError for an object that is too large for `kubectl apply` */
  readonly content: () => string;
}

export function kubernetesFiles(selectors: Selectors): readonly ObjectFile[] {
  const { settings } = selectors;
  if (settings.flavour === 'plain') return [];
  return [
    {
      path: 'rules/kubernetes/prometheus-rule.yaml',
      content: () => objectFile(['The alerts and recording rules.'], prometheusRule(selectors)),
    },
    {
      path: 'rules/kubernetes/scrape-config.yaml',
      content: () => objectFile(THROUGH_NODE_EXPORTER, scrapeConfig(settings)),
    },
    {
      path: 'rules/kubernetes/service-monitor.yaml',
      content: () => objectFile(DIRECTLY, serviceMonitor(settings)),
    },
    configMap(selectors, PRODUCT[settings.flavour]),
  ];
}

const PRODUCT: Readonly<Record<Exclude<Flavour, 'plain'>, Product>> = {
  gardener: 'plutono',
  'prometheus-operator': 'grafana',
};

function configMap(selectors: Selectors, product: Product): ObjectFile {
  const shown = dashboard(product, selectors);
  const key = shown.file.slice(shown.file.lastIndexOf('/') + 1);
  return {
    path: `dashboards/kubernetes/${key.replace(/\.json$/, '')}.config-map.yaml`,
    content: () => objectFile(['The dashboard.'], dashboardConfigMap(selectors.settings, key, shown.json)),
  };
}

const THROUGH_NODE_EXPORTER = [
  'For nodes where the exporter writes a textfile. Apply it only if the existing scrape of node-exporter drops the series of rsyslog;',
  'otherwise every series is scraped twice.',
];

const DIRECTLY = [
  'For nodes where the exporter runs as "serve". Its Service must have the label app.kubernetes.io/name: rsyslog-pstat and a port',
  'named metrics. Do not apply it for nodes whose series are already scraped through node-exporter.',
];
