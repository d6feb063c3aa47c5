// Faults of the statistics themselves: late, frozen, gone, cut.
import { unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LabNode } from '../lab-node.ts';
import type { Scenario } from '../scenario.ts';
import { withFirst, withoutStatistics } from './configuration.ts';
import { EXPECTED } from './expected.ts';

export const DAEMON_DEAD: Scenario = {
  id: 'F8',
  title: 'rsyslogd is dead, its last textfile is served for ever',
  inject: async (node) => void (await node.rsyslogd().kill()),
  ...EXPECTED.stale,
};

export const COLLECTOR_HANGS: Scenario = {
  id: 'F9',
  title: 'the exporter hangs, its last textfile is served for ever',
  inject: async (node) => void process.kill(node.exporterPid(), 'SIGSTOP'),
  ...EXPECTED.stale,
};

const COUNTING = 'dyn_stats(name="programs") set $.counted = dyn_inc("programs", $programname);';

export const STATISTICS_FAULTS: readonly Scenario[] = [
  {
    id: 'F10',
    title: 'rsyslogd runs, but makes no statistics any more',
    setup: { collector: 'file' },
    async inject(node) {
      await node.rsyslogd().stop();
      await node.startRsyslogd((config) => withoutStatistics(config, node.dir));
    },
    ...EXPECTED.stale,
  },
  {
    id: 'F13',
    title: 'a dynstats bucket is full',
    setup: { edit: withFirst(() => COUNTING.replace('")', '" maxCardinality="3")')) },
    inject: (node) => node.traffic.burst(20, (index) => `program-${index}`),
    alerts: ['RsyslogDynstatsOverflow'],
    bound: 15,
  },
  {
    id: 'F16',
    title: 'lines of statistics are cut at the largest size of a message',
    setup: { edit: withFirst(() => COUNTING) },
    inject: (node) => node.traffic.burst(400, (index) => `a-program-with-a-long-name-${index}`),
    alerts: ['RsyslogStatisticsRejected'],
    bound: 15,
  },
  {
    id: 'F17',
    title: 'the audit rules could not be loaded on one node',
    prepare: async (node) => reportAuditRules(node, 1),
    inject: async (node) => reportAuditRules(node, 0),
    alerts: ['RsyslogAuditRulesNotLoaded'],
    bound: 15,
  },
  {
    id: 'F19',
    title: 'the series of a node vanish: the exporter is gone and its file removed',
    setup: { collector: 'file' },
    async inject(node) {
      await node.stopExporter();
      unlinkSync(node.textfile);
    },
    alerts: ['RsyslogStatisticsVanished'],
    bound: 15,
  },
];

/** As the script that loads them does it, next to the textfile of the exporter. */
function reportAuditRules(node: LabNode, success: 0 | 1): void {
  const text = `# TYPE rsyslog_augenrules_load_success gauge\nrsyslog_augenrules_load_success ${success}\n`;
  writeFileSync(join(dirname(node.textfile), 'augenrules.prom'), text);
}
