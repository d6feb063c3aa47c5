// Faults of reports that last, or that never began; and what reports alone can tell about lost counts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../peers/port.ts';
import { startRsyslogd } from '../../peers/rsyslogd.ts';
import { until } from '../../peers/until.ts';
import type { LabNode } from '../lab-node.ts';
import type { Scenario } from '../scenario.ts';
import { withFirst, withoutStatistics } from './configuration.ts';
import { EXPECTED } from './expected.ts';

const hostOf = (name: string): string => `global(localHostname="${name}")`;

/** Another host that reports to the exporter of this node. */
async function startNeighbour({ config, dir, name, inPort, atStop }: LabNode): Promise<void> {
  const own = join(dir, 'neighbour');
  const port = await freePort();
  mkdirSync(own);
  const text = config
    .replace(hostOf(name), hostOf(`${name}-neighbour`))
    .replaceAll(`port="${inPort}"`, `port="${port}"`)
    .replaceAll(`spoolDirectory="${dir}"`, `spoolDirectory="${own}"`);
  const neighbour = await startRsyslogd({ dir: own, config: text, listens: [{ protocol: 'tcp', port }] });
  atStop(() => neighbour.kill());
}

/** One report in each life. */
async function crashAgainAndAgain(node: LabNode): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  node.atStop(() => end.abort());
  const userTime = (): number => node.exported('rsyslog_pstat_utime', 'resource-usage') ?? 0;
  while (!signal.aborted) {
    const before = userTime();
    await node.rsyslogd().kill();
    await node.startRsyslogd();
    await until('a report', () => signal.aborted || userTime() !== before);
  }
}

const SPELLINGS = ['Root', 'root', 'ROOT'] as const;

export const REPORT_FAULTS: readonly Scenario[] = [
  {
    id: 'F24',
    title: 'a host that reports to a central exporter dies',
    setup: { collector: 'udp', edit: withFirst(() => hostOf('f24')) },
    prepare: startNeighbour,
    inject: async (node) => void (await node.rsyslogd().kill()),
    ...EXPECTED.hostDies,
  },
  {
    id: 'F25',
    title: 'a new node never reports: impstats is not loaded',
    setup: { collector: 'file', isNew: true, edit: (config) => withoutStatistics(config, '') },
    async inject(node) {
      await node.startRsyslogd();
      await node.startExporter();
    },
    ...EXPECTED.neverReported,
  },
  {
    id: 'F32',
    title: 'rsyslogd crashes again and again, with one report in each life',
    async inject(node) {
      const crashes = crashAgainAndAgain(node);
      node.atStop(() => crashes.catch(() => {}));
    },
    ...EXPECTED.crashLoop,
  },
  {
    id: 'F33a',
    title: 'keys of dynstats that differ in case are merged',
    setup: {
      edit: withFirst(() => 'dyn_stats(name="users") set $.counted = dyn_inc("users", $programname);'),
    },
    async inject(node) {
      const timer = setInterval(
        () => void node.traffic.burst(SPELLINGS.length, (index) => SPELLINGS[index] ?? '').catch(() => {}),
        500,
      );
      node.atStop(() => clearInterval(timer));
    },
    ...EXPECTED.dynstatsMerged,
  },
  {
    id: 'F33b',
    title: 'dynstats is called without a key',
    setup: {
      edit: withFirst(
        () =>
          'dyn_stats(name="users") if $programname == "counted" then set $.counted = dyn_inc("users", $.user); else set $.counted = dyn_inc("users", $programname);',
      ),
    },
    inject: async (node) => node.traffic.steady({ everyMs: 250, program: 'counted' }),
    ...EXPECTED.dynstatsWithoutKey,
  },
];
