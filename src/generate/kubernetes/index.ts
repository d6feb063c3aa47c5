// All Kubernetes objects, one file each, with a comment on when to apply it. The flavour `plain` has none.
import { dashboards, type Product } from '../dashboard/dashboard.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Flavour } from '../settings/settings.ts';
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
    ...configMaps(selectors),
  ];
}

const PRODUCT: Readonly<Record<Flavour, Product | undefined>> = {
  gardener: 'plutono',
  'prometheus-operator': 'grafana',
  plain: undefined,
};

function configMaps(selectors: Selectors): readonly ObjectFile[] {
  const shown = dashboards(selectors).filter(({ product }) => product === PRODUCT[selectors.settings.flavour]);
  return shown.map((dashboard) => {
    const key = dashboard.file.slice(dashboard.file.lastIndexOf('/') + 1);
    const content = () => objectFile(['The dashboard.'], dashboardConfigMap(selectors.settings, key, dashboard.json));
    return { path: `dashboards/kubernetes/${key.replace(/\.json$/, '')}.config-map.yaml`, content };
  });
}

const THROUGH_NODE_EXPORTER = [
  'For nodes where the exporter writes a textfile. Apply it only if the existing scrape of node-exporter drops the series of rsyslog;',
  'otherwise every series is scraped twice.',
];

const DIRECTLY = [
  'For nodes where the exporter runs as "serve". Its Service must have the label app.kubernetes.io/name: rsyslog-pstat and a port',
  'named metrics. Do not apply it for nodes whose series are already scraped through node-exporter.',
];
