// A node of the lab: rsyslogd with the generated configuration, our exporter, node-exporter, and the RELP server that it sends to.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newerSystem } from '../e2e/newer-system.ts';
import { startNodeExporter, type NodeExporter } from '../peers/node-exporter.ts';
import { freePort } from '../peers/port.ts';
import { runProcess, startProcess, type RunningProcess } from '../peers/process.ts';
import { startRsyslogd, type Rsyslogd } from '../peers/rsyslogd.ts';
import { until } from '../peers/until.ts';
import { clockAhead, exporterProgram } from '../peers/exporter-program.ts';
import { createNetwork, type Network } from './network.ts';
import { CERTIFICATES, configure, type NodeSetup } from './node-setup.ts';
import { createLabReceiver, createReceiver, type Receiver } from './receiver.ts';
import { INTERVAL_SECONDS } from './scale.ts';
import { createTraffic, type Traffic } from './traffic.ts';

export interface LabNode {
  readonly name: string;
  readonly dir: string;
  readonly traffic: Traffic;
  readonly receiver: Receiver;
  readonly textfile: string;
  /** as generated and edited */
  readonly config: string;
  /** where rsyslogd takes messages */
  readonly inPort: number;
  /** host:port of what is scraped */
  readonly target: string;
  rsyslogd(): Rsyslogd;
  /** @throws Error unless the receiver has a separate network */
  network(): Network;
  /** of the exporter */
  exporterPid(): number;
  startRsyslogd(edit?: (config: string) => string): Promise<void>;
  startExporter(): Promise<void>;
  stopExporter(): Promise<void>;
  startNodeExporter(): Promise<void>;
  stopNodeExporter(): Promise<void>;
  /** value of a series in the textfile, undefined when it is not there */
  exported(name: string, object: string): number | undefined;
  /** @param end is called when the node stops: what a scenario has started ends with it */
  atStop(end: () => void | Promise<unknown>): void;
  stop(): Promise<void>;
}

/** Series are withdrawn after five intervals, which is its default on a node. */
const CENTRAL = ['serve', '--node-label', '--stale-after', `${5 * INTERVAL_SECONDS}s`];

/** Inside a newer system, where the folder of the lab is to be seen. */
const INSIDE = '/mnt';

export async function startLabNode(labDir: string, name: string, setup: NodeSetup): Promise<LabNode> {
  const { collector = 'omprog', traffic: steady = { everyMs: 250 } } = setup;
  const dir = join(labDir, name);
  const textfiles = join(dir, 'textfiles');
  for (const folder of [dir, textfiles]) mkdirSync(folder);
  const textfile = join(textfiles, 'rsyslog_pstats.prom');
  const statsFile = join(dir, 'stats');
  const [inPort, nodeExporterPort, statsPort] = [await freePort(), await freePort(), await freePort()];
  const target = `127.0.0.1:${nodeExporterPort}`;
  const network = setup.network && (await createNetwork(`lab-${name}`));
  const receiver =
    setup.receiver === 'lab' ? await createLabReceiver() : await createReceiver(join(dir, 'receiver'), network);
  const certificates = (of: string): string => join(labDir, 'certificates', of);
  const clock = setup.clockAheadSeconds === undefined ? {} : clockAhead(setup.clockAheadSeconds);
  const program = exporterProgram(dir, clock);
  const place = { dir, receiver, inPort, textfile, statsFile, statsPort, program: program.path, certificates };
  const config = await configure(setup, place);
  const root = setup.system && (await rootWith(labDir, name, await newerSystem(setup.system)));
  const traffic = createTraffic(inPort);
  const ends: (() => void | Promise<unknown>)[] = [];
  let rsyslogd: Rsyslogd | undefined;
  let exporter: RunningProcess | undefined;
  let nodeExporter: NodeExporter | undefined;
  const node: LabNode = {
    name,
    dir,
    traffic,
    receiver,
    textfile,
    config,
    inPort,
    target,
    rsyslogd: () => rsyslogd ?? missing(`${name} runs no rsyslogd`),
    network: () => network ?? missing(`${name} has no separate network`),
    exporterPid: () => exporter?.pid ?? program.pid(),
    async startRsyslogd(edit = (text) => text) {
      const text = edit(config);
      rsyslogd = await startRsyslogd({
        listens: [{ protocol: 'tcp', port: inPort }],
        env: { ...process.env, ...clock },
        ...(root === undefined
          ? { dir, config: text }
          : { dir: join(root, INSIDE, name), config: text.replaceAll(labDir, INSIDE), chroot: root }),
      });
    },
    async startExporter() {
      const args =
        collector === 'udp'
          ? [...CENTRAL, '--input', `udp://127.0.0.1:${statsPort}`, '--web.listen-address', target]
          : ['textfile', '--input', `file:${statsFile}`, '--output', textfile];
      exporter = await startProcess(process.execPath, [resolve('dist/cli.js'), ...args], {
        env: { ...process.env, ...clock },
      });
    },
    stopExporter: async () => void (await exporter?.kill()),
    async startNodeExporter() {
      nodeExporter = await startNodeExporter({ textfileDir: textfiles, port: nodeExporterPort });
    },
    stopNodeExporter: async () => void (await nodeExporter?.stop()),
    exported(series, object) {
      const text = existsSync(textfile) ? readFileSync(textfile, 'utf8') : '';
      const line = text.split('\n').find((one) => one.startsWith(`${series}{name="${object}"`));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
    atStop: (end) => void ends.push(end),
    async stop() {
      traffic.stop();
      for (const end of ends) await end();
      program.kill();
      await Promise.all([exporter?.kill(), nodeExporter?.stop(), rsyslogd?.kill(), receiver.stop()]);
    },
  };
  const tls = setup.tls && {
    library: setup.tls,
    certificates: certificates(CERTIFICATES.server),
    permittedPeer: CERTIFICATES.node,
  };
  await receiver.start(tls);
  if (setup.isNew !== true) {
    await node.startRsyslogd();
    if (collector !== 'omprog') await node.startExporter();
  }
  if (collector !== 'udp') await node.startNodeExporter();
  if (steady !== 'none') traffic.steady(steady);
  if (setup.isNew !== true) await untilStatistics(node, collector === 'udp');
  return node;
}

/** @param isServed the exporter's own page has them, instead of a textfile */
async function untilStatistics({ name, target, exported }: LabNode, isServed: boolean): Promise<void> {
  const isThere = async (): Promise<boolean> => {
    if (!isServed) return exported('rsyslog_pstat_processed', 'rsyslog-relp') !== undefined;
    return (await (await fetch(`http://${target}/metrics`)).text()).includes('\nrsyslog_pstat_processed{');
  };
  await until(`statistics of ${name}`, isThere, { deadlineMs: 60_000 });
}

/** The mount ends with the mount namespace of the lab. */
async function rootWith(labDir: string, name: string, root: string): Promise<string> {
  const inside = join(root, INSIDE);
  if (existsSync(join(inside, name))) return root;
  const { code, stderr } = await runProcess('/usr/bin/mount', ['--bind', labDir, inside]);
  if (code !== 0) throw new Error(`mount ${labDir}: ${stderr}`);
  return root;
}

function missing(what: string): never {
  throw new Error(what);
}
