// How a node of the lab differs from the usual one, and the configuration that is generated for it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../e2e/newer-system.ts';
import { generate, IDENTITY } from '../relp-config/generate.ts';
import type { Receiver, TlsLibrary } from './receiver.ts';
import { QUEUE_SIZE } from './rules.ts';
import { INTERVAL_SECONDS, RESUME_SECONDS } from './scale.ts';
import { PROGRAM, type Steady } from './traffic.ts';

export interface NodeSetup {
  /** further keys of the RsyslogRelpConfig; resumeRetryCount is -1 if they do not say otherwise */
  readonly relp?: object;
  /** changes the generated configuration */
  readonly edit?: (config: string, dir: string) => string;
  /**
   * default: rsyslog starts the exporter itself; file: it follows a file, as in a container next to node-exporter;
   * udp: a central `serve --node-label` takes the node's statistics over UDP and is scraped itself
   */
  readonly collector?: 'omprog' | 'file' | 'udp';
  readonly tls?: TlsLibrary;
  /** default: four messages a second */
  readonly traffic?: Steady | 'none';
  /** own: the receiver is in a separate network namespace; needs an isolated lab */
  readonly network?: 'own';
  /** lab: the RELP server of the lab instead of imrelp */
  readonly receiver?: 'lab';
  /** by which the node's clock is ahead; negative: behind */
  readonly clockAheadSeconds?: number;
  /** rsyslogd of a newer Debian; needs an isolated lab, and collector "file" */
  readonly system?: Suite;
  /** has not reported yet: rsyslogd and exporter are for the fault to start */
  readonly isNew?: boolean;
}

/** Names of certificates, each a folder below that of the lab. */
export const CERTIFICATES = { node: 'node.example', server: 'server.example', stranger: 'stranger.example' } as const;

export interface Place {
  /** of the node; also its spool folder */
  readonly dir: string;
  readonly receiver: Receiver;
  /** on loopback, where rsyslogd takes messages */
  readonly inPort: number;
  readonly textfile: string;
  readonly statsFile: string;
  /** of the exporter that listens */
  readonly statsPort: number;
  /** the exporter's */
  readonly program: string;
  readonly certificates: (of: string) => string;
}

/** @returns the configuration, on the lab's clock; @throws Error with what the generator refused */
export async function configure(setup: NodeSetup, place: Place): Promise<string> {
  const { relp = {}, edit, collector = 'omprog', tls } = setup;
  const { dir, receiver, inPort, textfile, statsFile, statsPort, program, certificates } = place;
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
  const target = { target: receiver.address, port: receiver.port };
  writeFileSync(file, JSON.stringify({ ...head, ...target, ...rules, ...(tls ? { tls: secure } : {}), ...relp }));
  const { stdout, problems } = await generate([
    ...['--relp-config', file, '--collector', collector, '--binary', program, '--interval', `${INTERVAL_SECONDS}`],
    ...['--input', `tcp://127.0.0.1:${inPort}`, '--textfile', textfile, '--stats-file', statsFile],
    ...['--stats-address', `127.0.0.1:${statsPort}`, '--spool-dir', dir],
    ...['--tls-dir', certificates(CERTIFICATES.node), ...IDENTITY],
  ]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const text = stdout
    .replace('queue.size="100000"', `queue.size="${QUEUE_SIZE}"`)
    .replace(/( +)name="rsyslog-relp"\n/, `$&$1action.resumeInterval="${RESUME_SECONDS}"\n`);
  return edit?.(text, dir) ?? text;
}
