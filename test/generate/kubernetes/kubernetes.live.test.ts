// prometheus-operator, Prometheus and Kubernetes accept the generated objects, in each flavour and under all settings.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { artifacts } from '../../../src/generate/artifacts.ts';
import { dashboard, type Product } from '../../../src/generate/dashboard/dashboard.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { dashboardConfigMap } from '../../../src/generate/kubernetes/config-map.ts';
import { APPLY_LIMIT_BYTES, objectFile } from '../../../src/generate/kubernetes/object.ts';
import { ruleGroups } from '../../../src/generate/rules/rules.ts';
import { settingsByUse } from '../../../src/generate/settings/by-use.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';
import { UsageError } from '../../../src/io.ts';
import { describeWith } from '../../peers/available.ts';
import { promtool } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';
import { complaint, unknownPaths } from './schema.ts';
import { scrapeConfigOf } from './scrape-config.ts';
import { VARIANTS } from '../variants.ts';

interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: Record<string, string> };
  readonly spec: Record<string, unknown>;
  readonly data: Record<string, string>;
}

/** Settings of all generators, and some that only affect Kubernetes objects. */
const SETTINGS: Readonly<Record<string, SettingsInput>> = {
  ...VARIANTS,
  'standard names in a shoot': { naming: 'standard' },
  'the seed of a landscape': { kubernetes: { prometheus: 'seed', component: 'rsyslog', namespace: 'garden' } },
  'a job and an instance for prometheus-operator': {
    flavour: 'prometheus-operator',
    groupBy: 'instance',
    selectors: { job: 'rsyslog' },
    intervals: { impstats: '10s', scrape: '10s' },
    kubernetes: { labels: { 'example.org/team': 'logging' }, names: { scrapeConfig: 'rsyslog.scrape' } },
  },
};

function objectsOf(given: SettingsInput): readonly KubernetesObject[] {
  return artifacts(settingsByUse(given))
    .filter(({ kind }) => kind === 'kubernetes')
    .map(({ content }) => parse(content()) as KubernetesObject);
}

function objectOf(given: SettingsInput, kind: string): KubernetesObject {
  const found = objectsOf(given).find((object) => object.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
}

/** Keys that are newer than the installed schemas. Prometheus itself checks them below. */
const NEWER = new Set([
  'spec.scrapeInterval',
  'spec.scrapeTimeout',
  'spec.scheme',
  'spec.authorization',
  'spec.tlsConfig',
  'spec.kubernetesSDConfigs',
  'spec.metricRelabelings',
]);

const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY = /^(?:[a-z0-9][-.a-z0-9]{0,252}\/)?[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const DATA_KEY = /^[-._A-Za-z0-9]{1,253}$/;

describe.each(Object.entries(SETTINGS).filter(([, { flavour }]) => flavour !== 'plain'))('with %s', (_title, given) => {
  const objects = objectsOf(given);

  test.each(objects.filter(({ kind }) => kind !== 'ConfigMap').map((object) => [object.kind, object] as const))(
    'the operator accepts the %s and knows every key of it',
    (kind, object) => {
      expect(complaint(kind, object)).toBe('');
      expect(unknownPaths(kind, object).filter((path) => kind !== 'ScrapeConfig' || !NEWER.has(path))).toEqual([]);
    },
  );

  test('names, labels and sizes are within the limits of Kubernetes', () => {
    expect(objects.map(({ kind }) => kind)).toEqual(['PrometheusRule', 'ScrapeConfig', 'ServiceMonitor', 'ConfigMap']);
    for (const { kind, metadata, data = {}, ...rest } of objects) {
      expect(metadata.name.length, kind).toBeLessThanOrEqual(253);
      expect(metadata.name, kind).toMatch(SUBDOMAIN);
      expect(metadata.namespace ?? 'none').toMatch(NAMESPACE);
      for (const [key, value] of Object.entries(metadata.labels)) {
        expect(key).toMatch(LABEL_KEY);
        expect(value).toMatch(LABEL_VALUE);
      }
      for (const key of Object.keys(data)) expect(key).toMatch(DATA_KEY);
      const applied = JSON.stringify({ ...rest, kind, metadata, data });
      expect(Buffer.byteLength(applied), kind).toBeLessThan(APPLY_LIMIT_BYTES);
    }
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('scrapes have the interval of the settings and put the node into the label of the rules', () => {
    const { groupBy, intervals } = effectiveSettings(given);
    const config = objectOf(given, 'ScrapeConfig').spec;
    const { endpoints } = objectOf(given, 'ServiceMonitor').spec as { endpoints: readonly [object] };
    const node = { sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: groupBy };
    expect(config).toMatchObject({ scrapeInterval: intervals.scrape, relabelings: expect.arrayContaining([node]) });
    expect(endpoints[0]).toMatchObject({ interval: intervals.scrape, relabelings: expect.arrayContaining([node]) });
  });

  test('the rules are those of the rule file', () => {
    const selectors = new Selectors(effectiveSettings(given));
    expect(objects.find(({ kind }) => kind === 'PrometheusRule')?.spec).toEqual({ groups: ruleGroups(selectors) });
  });
});

/** Discovered labels of a port of node-exporter, and of an unrelated one. */
const FOUND = {
  __meta_kubernetes_service_name: 'node-exporter',
  __meta_kubernetes_service_label_app_kubernetes_io_name: 'prometheus-node-exporter',
  __meta_kubernetes_service_label_name: 'node-exporter',
  __meta_kubernetes_endpoint_port_name: 'metrics',
  __meta_kubernetes_pod_name: 'node-exporter-abc',
  __meta_kubernetes_pod_node_name: 'node-1',
  __meta_kubernetes_pod_container_port_number: '9100',
};
const OTHER = {
  ...FOUND,
  __meta_kubernetes_service_name: 'coredns',
  __meta_kubernetes_service_label_app_kubernetes_io_name: 'coredns',
};

const THROUGH_API_SERVER = {
  __address__: 'kube-apiserver:443',
  __metrics_path__: '/api/v1/namespaces/kube-system/pods/node-exporter-abc:9100/proxy/metrics',
  __scheme__: 'https',
  __scrape_timeout__: '30s',
  instance: 'kube-apiserver:443',
  type: 'shoot',
  job: 'rsyslog-metrics',
};
const STRAIGHT = {
  __address__: '10.0.0.1:9100',
  __metrics_path__: '/metrics',
  __scheme__: 'http',
  instance: '10.0.0.1:9100',
};

describeWith(['promtool'], 'Prometheus', () => {
  test.concurrent.for([
    ['a shoot', {}, { ...THROUGH_API_SERVER, __scrape_interval__: '1m', node: 'node-1' }],
    [
      'the seed of a landscape',
      { kubernetes: { prometheus: 'seed' }, selectors: { job: 'rsyslog' } },
      {
        ...STRAIGHT,
        __scrape_interval__: '1m',
        __scrape_timeout__: '30s',
        job: 'rsyslog',
        type: 'seed',
        node: 'node-1',
      },
    ],
    [
      'prometheus-operator, scraped every few seconds',
      { flavour: 'prometheus-operator', groupBy: 'instance', intervals: { impstats: '10s', scrape: '10s' } },
      { ...STRAIGHT, __scrape_interval__: '10s', __scrape_timeout__: '10s', job: 'rsyslog-pstat', instance: 'node-1' },
    ],
  ] as const satisfies readonly (readonly [string, SettingsInput, object])[])(
    'scrapes only node-exporter, with the labels of its node: %s',
    async ([, given, labels], { expect }) => {
      const { metadata, spec } = objectOf(given, 'ScrapeConfig');
      const found = [FOUND, OTHER].map((labels, index) => ({ targets: [`10.0.0.${index + 1}:9100`], labels }));
      const file = join(tempDir(), 'prometheus.yml');
      writeFileSync(file, stringify({ scrape_configs: [scrapeConfigOf(metadata.name, spec, found)] }));
      const { stdout, stderr } = await promtool(['check', 'service-discovery', '--timeout=2s', file, metadata.name]);
      const targets = JSON.parse(stdout === '' ? 'null' : stdout) as readonly { readonly labels: object }[] | null;
      // Dropped targets have no labels.
      const kept = targets?.map((target) => target.labels).filter((all) => Object.keys(all).length > 0);
      expect({ found: targets?.length, kept, stderr }).toEqual({
        found: 2,
        kept: [{ ...labels, pod: 'node-exporter-abc' }],
        stderr: '',
      });
    },
  );
});

test('a key unknown to the operator is reported', () => {
  const object = objectOf({}, 'ServiceMonitor');
  const spec = { ...object.spec, endpoints: [{ port: 'metrics', intervall: '1m' }] };
  expect(complaint('ServiceMonitor', { ...object, spec })).toBe('');
  expect(unknownPaths('ServiceMonitor', { ...object, spec })).toEqual(['spec.endpoints.0.intervall']);
});

describe('the flavour', () => {
  test('gardener: names and labels that a shoot selects objects by', () => {
    expect(objectOf({}, 'PrometheusRule').metadata).toEqual({
      name: 'shoot-shoot-rsyslog-relp',
      labels: { component: 'shoot-rsyslog-relp', prometheus: 'shoot' },
    });
    const { metadata, spec } = objectOf({}, 'ScrapeConfig');
    expect(metadata).toEqual({
      name: 'shoot-shoot-rsyslog-relp',
      labels: { component: 'shoot-rsyslog-relp', prometheus: 'shoot' },
    });
    expect(spec['metricRelabelings']).toEqual([
      { sourceLabels: ['__name__'], regex: 'rsyslog_.+', action: 'keep' },
      { sourceLabels: ['exported_node'], regex: '(.+)', targetLabel: 'node' },
      { regex: 'exported_node', action: 'labeldrop' },
    ]);
    expect(spec['relabelings']).toContainEqual({ targetLabel: '__address__', replacement: 'kube-apiserver:443' });
    expect(objectOf({}, 'ServiceMonitor').metadata).toEqual(metadata);
  });

  test('gardener: outside of a shoot no scrape goes through an API server', () => {
    const { metadata, spec } = objectOf({ kubernetes: { prometheus: 'seed' } }, 'ScrapeConfig');
    expect(metadata.name).toBe('seed-shoot-rsyslog-relp');
    expect(metadata.labels['prometheus']).toBe('seed');
    expect(JSON.stringify(spec)).not.toContain('apiserver');
    expect(spec['kubernetesSDConfigs']).toEqual([{ role: 'Endpoints' }]);
  });

  test('prometheus-operator: a namespace, and the label that its Prometheus selects', () => {
    const given = { flavour: 'prometheus-operator' } as const;
    for (const { metadata } of objectsOf(given)) {
      expect(metadata.namespace).toBe('monitoring');
      expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'rsyslog-pstat', release: 'prometheus' });
      expect(metadata.labels).not.toHaveProperty('prometheus');
    }
    expect(objectOf(given, 'ServiceMonitor').spec).toMatchObject({ namespaceSelector: { any: true } });
  });

  test('plain: no objects', () => {
    expect(objectsOf({ flavour: 'plain' })).toEqual([]);
  });
});

describe('a ConfigMap', () => {
  const settings = effectiveSettings();
  const DASHBOARD = { title: `it's "x" \\d {{a}} # : \n ü`, panels: [{ id: 1 }] };

  test('holds the dashboard as minified JSON, under its file name', () => {
    const object = parse(objectFile(['For the sidecar.'], dashboardConfigMap(settings, 'a.json', DASHBOARD)));
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'shoot-rsyslog-relp-dashboards',
        labels: { component: 'shoot-rsyslog-relp', 'dashboard.monitoring.gardener.cloud/shoot': 'true' },
      },
      data: { 'a.json': JSON.stringify(DASHBOARD) },
    });
  });

  test.each([
    ['plutono', {}, { 'dashboard.monitoring.gardener.cloud/shoot': 'true' }],
    ['plutono', { kubernetes: { prometheus: 'garden' } }, { 'dashboard.monitoring.gardener.cloud/garden': 'true' }],
    ['grafana', { flavour: 'prometheus-operator' }, { grafana_dashboard: '1', release: 'prometheus' }],
  ] as const satisfies readonly (readonly [Product, SettingsInput, object])[])(
    'holds the dashboard for %s, with the label that its sidecar selects: %j',
    (product, given, labels) => {
      const { metadata, data } = objectOf(given, 'ConfigMap');
      expect(metadata.labels).toMatchObject(labels);
      const { json } = dashboard(product, new Selectors(effectiveSettings(given)));
      expect(data).toEqual({ 'rsyslog-stats.json': JSON.stringify(json) });
    },
  );

  test('is refused from the first byte over the limit of kubectl', () => {
    const withText = (length: number) => () =>
      objectFile([], dashboardConfigMap(settings, 'a.json', { text: 'x'.repeat(length) }));
    const { metadata } = dashboardConfigMap(settings, 'a.json', {});
    const empty = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'a.json': '{"text":""}' } };
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
    const room = APPLY_LIMIT_BYTES - annotation.length - JSON.stringify(empty).length - 1;
    expect(withText(room)).not.toThrow();
    expect(withText(room + 1)).toThrow(
      new UsageError('ConfigMap shoot-rsyslog-relp-dashboards has 262145 bytes, "kubectl apply" takes at most 262144'),
    );
  });
});
