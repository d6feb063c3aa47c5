// A real Prometheus with the generated relabelling: series that name their host keep it, others get the node of the scraped pod.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { serviceMonitor } from '../../../src/generate/kubernetes/service-monitor.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';
import { describeWith } from '../../peers/available.ts';
import { startPrometheus } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';
import { until } from '../../peers/until.ts';
import { scrapeConfigOf } from './scrape-config.ts';

/** The pages of an exporter for many hosts, and of one for its own; the first also claims to be another job and instance. */
const PAGES = [
  'rsyslog_pstat_utime{name="fleet",node="host-1"} 1\nrsyslog_pstat_utime{name="fleet",node="host-2",job="x",instance="y"} 1\n',
  'rsyslog_pstat_utime{name="own"} 1\n',
];

describeWith(['prometheus'], 'a real Prometheus', () => {
  test.each<[string, SettingsInput, Record<string, string>]>([
    ['gardener', {}, { node: 'host-1' }],
    ['prometheus-operator', { flavour: 'prometheus-operator' }, { node: 'host-1' }],
    ['a label of the settings', { groupBy: 'host' }, { host: 'host-1', node: 'host-1' }],
    ['the instance', { flavour: 'prometheus-operator', groupBy: 'instance' }, { instance: 'host-1', node: 'host-1' }],
  ])('keeps the hosts of a fleet apart, and names the node of a pod: %s', async (_, given, named) => {
    const settings = effectiveSettings({ ...given, selectors: { job: 'rsyslog' } });
    const [endpoint] = serviceMonitor(settings).spec.endpoints;
    const { relabelings, metricRelabelings, honorLabels } = endpoint ?? {};
    const servers = PAGES.map((page) =>
      createServer((_request, response) => response.end(page)).listen(0, '127.0.0.1'),
    );
    try {
      await Promise.all(servers.filter(({ listening }) => !listening).map((server) => once(server, 'listening')));
      const scrapes = servers.map((server, index) => {
        const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
        const labels = { __meta_kubernetes_pod_node_name: `pod-node-${index}`, __meta_kubernetes_pod_name: 'pod' };
        const found = [{ targets: [target], labels }];
        const config = scrapeConfigOf(`job-${index}`, { honorLabels, relabelings, metricRelabelings }, found);
        return { job: `job-${index}`, target, settings: { ...config } };
      });
      await using prometheus = await startPrometheus({ dir: tempDir(), scrapes });
      const found = async () => (await prometheus.query('rsyslog_pstat_utime')).map(({ metric }) => metric);
      await until('all series', async () => (await found()).length === 3);
      const all = await found();
      const of = (host: string) => all.filter((labels) => labels[settings.groupBy] === host);
      expect(of('host-1')).toMatchObject([named]);
      expect(of('host-2')).toMatchObject([{ job: 'rsyslog', name: 'fleet' }]);
      expect(of('pod-node-1')).toMatchObject([{ job: 'rsyslog', name: 'own' }]);
      expect(all.flatMap((labels) => Object.keys(labels))).not.toContain('exported_node');
    } finally {
      for (const server of servers) server.close();
    }
  });
});
