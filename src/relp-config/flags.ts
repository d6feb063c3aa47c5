// The flags of `generate rsyslog` and the settings that they make with a RsyslogRelpConfig. All problems are reported at once.
import { isIP } from 'node:net';
import type { Command } from 'commander';
import { UsageError } from '../io.ts';
import type { RelpSource } from './relp-config.ts';
import type { RsyslogSettings } from './render/config.ts';
import type { ClusterIdentity } from './render/forwarding.ts';
import { MESSAGE_SOURCE_FORMS, parseMessageSource, type MessageSource } from './render/message-source.ts';
import type { StatisticsRoute } from './render/statistics-route.ts';

/** As commander returns them. */
export interface RsyslogFlags {
  readonly project?: string;
  readonly shoot?: string;
  readonly shootUid?: string;
  readonly collector: string;
  readonly interval: string;
  readonly binary: string;
  readonly textfile: string;
  readonly statsFile: string;
  readonly statsAddress: string;
  readonly input: string;
  readonly loadImuxsock: boolean;
  readonly spoolDir: string;
  readonly tlsDir: string;
}

export const DEFAULT_TEXTFILE = '/var/lib/node-exporter/textfile-collector/rsyslog_pstats.prom';

const MAX_INTERVAL_SECONDS = 86_400;

export function addRsyslogFlags(command: Command): Command {
  return command
    .option('--project <name>', 'project of the cluster (default: from the Shoot manifest)')
    .option('--shoot <name>', 'name of the cluster (default: from the Shoot manifest)')
    .option('--shoot-uid <uid>', 'UID of the cluster (default: from the Shoot manifest)')
    .option('--collector <kind>', 'how the exporter gets the statistics: omprog, file or udp', 'omprog')
    .option('--interval <seconds>', 'time between two reports of statistics', '60')
    .option('--binary <path>', 'omprog: the exporter that rsyslog starts', '/usr/bin/rsyslog-pstat')
    .option('--textfile <path>', 'omprog: the file that the exporter writes', DEFAULT_TEXTFILE)
    .option(
      '--stats-file <path>',
      'file: what rsyslog writes and the exporter follows',
      '/var/log/rsyslog/impstats.log',
    )
    .option('--stats-address <address:port>', 'udp: where the exporter listens', '127.0.0.1:9293')
    .option('--input <url>', `source of the messages: ${MESSAGE_SOURCE_FORMS}`, 'unix:/run/systemd/journal/syslog')
    .option('--load-imuxsock', 'load the module of a unix: input, for an rsyslog.conf that does not', false)
    .option('--spool-dir <path>', 'folder of the disk queue', '/var/log/rsyslog')
    .option('--tls-dir <path>', 'folder of ca.crt, tls.crt and tls.key', '/etc/ssl/rsyslog');
}

/** @throws UsageError with every problem */
export function readRsyslogFlags(flags: RsyslogFlags, { config, identity }: RelpSource): RsyslogSettings {
  const problems: string[] = [];
  const refuse = (problem: string) => void problems.push(problem);
  const settings = {
    relp: config,
    identity: readIdentity({ ...identity, ...flags }, refuse),
    messageSource: readMessageSource(flags, refuse),
    statisticsRoute: readRoute(flags, refuse),
    intervalSeconds: readInterval(flags, refuse),
    paths: {
      spoolDir: readPath('--spool-dir', flags.spoolDir, refuse),
      tlsDir: readPath('--tls-dir', flags.tlsDir, refuse),
    },
  };
  if (problems.length > 0) throw new UsageError(problems);
  return settings;
}

type Refuse = (problem: string) => void;

const IDENTITY = [
  { key: 'project', flag: '--project', field: 'metadata.namespace as in garden-PROJECT' },
  { key: 'shoot', flag: '--shoot', field: 'metadata.name' },
  { key: 'shootUid', flag: '--shoot-uid', field: 'metadata.uid' },
] as const;

/** Without blanks, by which the receiver separates the parts of a message. */
const NAME = /^[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?$/;

function readIdentity(known: Partial<ClusterIdentity>, refuse: Refuse): ClusterIdentity {
  const identity: Record<keyof ClusterIdentity, string> = { project: '', shoot: '', shootUid: '' };
  for (const { key, flag, field } of IDENTITY) {
    const value = known[key];
    if (value === undefined) refuse(`${flag} is missing: the file has no Shoot with ${field}`);
    else if (!NAME.test(value))
      refuse(`${flag}: must consist of letters, digits, "-" and ".", found ${JSON.stringify(value)}`);
    else identity[key] = value;
  }
  return identity;
}

function readMessageSource({ input, loadImuxsock }: RsyslogFlags, refuse: Refuse): MessageSource {
  const source = parseMessageSource(input, loadImuxsock);
  if (source === undefined) refuse(`--input: must be one of ${MESSAGE_SOURCE_FORMS}, found ${JSON.stringify(input)}`);
  return source ?? { kind: 'none' };
}

function readRoute(flags: RsyslogFlags, refuse: Refuse): StatisticsRoute {
  const { collector } = flags;
  if (collector === 'file') return { kind: 'file', path: readPath('--stats-file', flags.statsFile, refuse) };
  if (collector === 'udp') return { kind: 'udp', ...readLoopback(flags.statsAddress, refuse) };
  if (collector !== 'omprog') refuse(`--collector: must be omprog, file or udp, found ${JSON.stringify(collector)}`);
  const binary = readPath('--binary', flags.binary, refuse);
  return { kind: 'omprog', binary, textfile: readPath('--textfile', flags.textfile, refuse) };
}

function readLoopback(text: string, refuse: Refuse): { readonly address: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const address = match?.[1] ?? match?.[2] ?? '';
  const port = Number(match?.[3]);
  const isLoopback = isIP(address) !== 0 && (address === '::1' || address.startsWith('127.'));
  if (!isLoopback || port < 1 || port > 65_535)
    refuse(`--stats-address: must be 127.0.0.1:PORT or [::1]:PORT, found ${JSON.stringify(text)}`);
  return { address, port };
}

function readInterval({ interval }: RsyslogFlags, refuse: Refuse): number {
  const seconds = /^\d+$/.test(interval) ? Number(interval) : 0;
  if (seconds < 1 || seconds > MAX_INTERVAL_SECONDS)
    refuse(
      `--interval: must be a whole number of seconds from 1 to ${MAX_INTERVAL_SECONDS}, found ${JSON.stringify(interval)}`,
    );
  return seconds;
}

/** Without blanks and quotes, at which omprog would split its command line. */
const PLAIN_PATH = /^\/[\w.+@/-]*$/;

function readPath(flag: string, path: string, refuse: Refuse): string {
  if (!PLAIN_PATH.test(path))
    refuse(`${flag}: must be an absolute path of letters, digits and _ . + @ -, found ${JSON.stringify(path)}`);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
