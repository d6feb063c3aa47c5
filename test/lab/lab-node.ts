// A node of the lab: rsyslogd with the generated configuration, our exporter, node-exporter, and the RELP server that it sends to.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startNodeExporter, type NodeExporter } from '../peers/node-exporter.ts';
import { freePort } from '../peers/port.ts';
import { startProcess, type RunningProcess } from '../peers/process.ts';
import { startRsyslogd, type Rsyslogd } from '../peers/rsyslogd.ts';
import { until } from '../peers/until.ts';
import { generate, IDENTITY } from '../relp-config/generate.ts';
import { createReceiver, type Receiver, type TlsLibrary } from './receiver.ts';
import { QUEUE_SIZE } from './rules.ts';
import { INTERVAL_SECONDS, RESUME_SECONDS } from './scale.ts';
import { createTraffic, PROGRAM, type Traffic } from './traffic.ts';

export interface NodeSetup {
  /** further keys of the RsyslogRelpConfig; resumeRetryCount is -1 if they do not say otherwise */
  readonly relp?: object;
  /** changes the generated configuration */
  readonly edit?: (config: string, dir: string) => string;
  /** default: rsyslog starts the exporter itself; file: it follows a file, as in a container next to node-exporter */
  readonly collector?: 'omprog' | 'file';
  readonly tls?: TlsLibrary;
  /** no steady messages */
  readonly isIdle?: boolean;
}

export interface LabNode {
  readonly name: string;
  readonly dir: string;
  readonly traffic: Traffic;
  readonly receiver: Receiver;
  readonly textfile: string;
  /** where rsyslogd takes messages */
  readonly inPort: number;
  /** host:port of node-exporter */
  readonly target: string;
  rsyslogd(): Rsyslogd;
  /** of the exporter */
  exporterPid(): number;
  startRsyslogd(edit?: (config: string) => string): Promise<void>;
  startExporter(): Promise<void>;
  stopExporter(): Promise<void>;
  startNodeExporter(): Promise<void>;
  stopNodeExporter(): Promise<void>;
  /** value of a series in the textfile, undefined when it is not there */
  exported(name: string, object: string): number | undefined;
  stop(): Promise<void>;
}

/** Names of certificates, each a folder below that of the lab. */
export const CERTIFICATES = { node: 'node.example', server: 'server.example', stranger: 'stranger.example' } as const;

const STEADY_MS = 250;

export async function startLabNode(labDir: string, name: string, setup: NodeSetup): Promise<LabNode> {
  const dir = join(labDir, name);
  const textfiles = join(dir, 'textfiles');
  for (const folder of [dir, textfiles]) mkdirSync(folder);
  const textfile = join(textfiles, 'rsyslog_pstats.prom');
  const statsFile = join(dir, 'stats');
  const [inPort, nodeExporterPort, receiver] = [
    await freePort(),
    await freePort(),
    await createReceiver(join(dir, 'receiver')),
  ];
  const certificates = (of: string): string => join(labDir, 'certificates', of);
  const pidFile = join(dir, 'exporter.pid');
  const config = await configure(dir, {
    ...setup,
    receiver,
    inPort,
    textfile,
    statsFile,
    certificates,
    program: exporterProgram(dir, pidFile),
  });
  const traffic = createTraffic(inPort);
  let rsyslogd: Rsyslogd | undefined;
  let exporter: RunningProcess | undefined;
  let nodeExporter: NodeExporter | undefined;
  const node: LabNode = {
    name,
    dir,
    traffic,
    receiver,
    textfile,
    inPort,
    target: `127.0.0.1:${nodeExporterPort}`,
    rsyslogd: () => rsyslogd as Rsyslogd,
    exporterPid: () => exporter?.pid ?? Number(readFileSync(pidFile, 'utf8')),
    async startRsyslogd(edit = (text) => text) {
      rsyslogd = await startRsyslogd({ dir, config: edit(config), listens: [{ protocol: 'tcp', port: inPort }] });
    },
    async startExporter() {
      const args = [resolve('dist/cli.js'), 'textfile', '--input', `file:${statsFile}`, '--output', textfile];
      exporter = await startProcess(process.execPath, args);
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
    async stop() {
      traffic.stop();
      await Promise.all([exporter?.kill(), nodeExporter?.stop(), rsyslogd?.kill(), receiver.stop()]);
    },
  };
  const tls = setup.tls && {
    library: setup.tls,
    certificates: certificates(CERTIFICATES.server),
    permittedPeer: CERTIFICATES.node,
  };
  await receiver.start(tls);
  await node.startRsyslogd();
  if (setup.collector === 'file') await node.startExporter();
  await node.startNodeExporter();
  if (setup.isIdle !== true) traffic.steady(STEADY_MS);
  await until(`statistics of ${name}`, () => node.exported('rsyslog_pstat_processed', 'rsyslog-relp') !== undefined, {
    deadlineMs: 60_000,
  });
  return node;
}

/** As a package would install it; it also tells its process id, since it is rsyslogd that starts it. */
function exporterProgram(dir: string, pidFile: string): string {
  const program = join(dir, 'rsyslog-pstat');
  writeFileSync(program, `#!/bin/sh\necho $$ > ${pidFile}\nexec ${process.execPath} ${resolve('dist/cli.js')} "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

interface Configured extends NodeSetup {
  readonly receiver: Receiver;
  readonly inPort: number;
  readonly textfile: string;
  readonly statsFile: string;
  readonly program: string;
  readonly certificates: (of: string) => string;
}

async function configure(dir: string, setup: Configured): Promise<string> {
  const {
    relp = {},
    edit,
    collector = 'omprog',
    tls,
    receiver,
    inPort,
    textfile,
    statsFile,
    program,
    certificates,
  } = setup;
  const file = join(dir, 'relp.yaml');
  const head = { apiVersion: 'rsyslog-relp.extensions.gardener.cloud/v1alpha1', kind: 'RsyslogRelpConfig' };
  const secure = {
    enabled: true,
    secretReferenceName: 'any',
    authMode: 'name',
    permittedPeer: [CERTIFICATES.server],
    tlsLib: tls,
  };
  const rules = { loggingRules: [{ programNames: [PROGRAM] }], resumeRetryCount: -1 };
  const target = { target: '127.0.0.1', port: receiver.port };
  writeFileSync(file, JSON.stringify({ ...head, ...target, ...rules, ...(tls ? { tls: secure } : {}), ...relp }));
  const files = [
    '--textfile',
    textfile,
    '--stats-file',
    statsFile,
    '--spool-dir',
    dir,
    '--tls-dir',
    certificates(CERTIFICATES.node),
  ];
  const { stdout, problems } = await generate([
    ...['--relp-config', file, '--collector', collector, '--binary', program, '--interval', `${INTERVAL_SECONDS}`],
    ...['--input', `tcp://127.0.0.1:${inPort}`, ...files, ...IDENTITY],
  ]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const text = stdout
    .replace('queue.size="100000"', `queue.size="${QUEUE_SIZE}"`)
    .replace(/( +)name="rsyslog-relp"\n/, `$&$1action.resumeInterval="${RESUME_SECONDS}"\n`);
  return edit?.(text, dir) ?? text;
}
