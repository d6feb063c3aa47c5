// The flags of `generate rsyslog` and the settings that they make with a RsyslogRelpConfig.
import { isIP } from 'node:net';
import type { Command } from 'commander';
import { parseListenAddress } from '../flags/listen-address.ts';
import { parseInterval } from '../flags/quantity.ts';
import { asText, oneOf, type FlagReader } from '../flags/reader.ts';
import { UsageError } from '../io.ts';
import type { RelpSource } from './relp-config.ts';
import type { RsyslogSettings } from './render/config.ts';
import type { ClusterIdentity } from './render/forwarding.ts';
import { MESSAGE_SOURCE_FORMS, parseMessageSource } from './render/message-source.ts';
import type { StatisticsRoute } from './render/statistics-route.ts';

export const DEFAULT_TEXTFILE = '/var/lib/node-exporter/textfile-collector/rsyslog_pstats.prom';

export function addRsyslogFlags(command: Command): Command {
  return command
    .option('--project <name>', 'project of the cluster (default: from the Shoot manifest)')
    .option('--shoot <name>', 'name of the cluster (default: from the Shoot manifest)')
    .option('--shoot-uid <uid>', 'UID of the cluster (default: from the Shoot manifest)')
    .option('--collector <kind>', 'how the exporter receives the statistics: omprog, file or udp', 'omprog')
    .option('--interval <duration>', 'interval of reports', '60s')
    .option('--binary <path>', 'omprog: path of the exporter, which rsyslog starts', '/usr/bin/rsyslog-pstat')
    .option('--textfile <path>', 'omprog: textfile of the exporter', DEFAULT_TEXTFILE)
    .option('--child-log <path>', 'omprog: log file of the exporter', '/var/log/rsyslog-pstat.log')
    .option('--stats-file <path>', 'file: statistics file, which the exporter follows', '/var/log/rsyslog/impstats.log')
    .option('--stats-address <address:port>', 'udp: address on which the exporter listens', '127.0.0.1:9293')
    .option(
      '--input <url>',
      `source of the messages to forward: ${MESSAGE_SOURCE_FORMS}`,
      'unix:/run/systemd/journal/syslog',
    )
    .option('--load-imuxsock', 'load imuxsock for a unix: input, unless rsyslog.conf does', false)
    .option('--spool-dir <path>', 'folder of the disk queue', '/var/log/rsyslog')
    .option('--tls-dir <path>', 'folder of ca.crt, tls.crt and tls.key', '/etc/ssl/rsyslog');
}

/** @param source undefined when the manifest cannot be used; then only the flags are checked, and nothing is returned */
export function readRsyslogFlags(reader: FlagReader, source: RelpSource | undefined): RsyslogSettings | undefined {
  const isModuleLoadedHere = reader.isSet('--load-imuxsock');
  const identity = readIdentity(reader, source?.identity);
  const settings = {
    messageSource: reader.value('--input', (text) => parseMessageSource(text, isModuleLoadedHere)),
    statisticsRoute: readRoute(reader),
    intervalSeconds: reader.value('--interval', parseInterval),
    paths: { spoolDir: reader.value('--spool-dir', parsePath), tlsDir: reader.value('--tls-dir', parsePath) },
  };
  return source && { relp: source.config, identity, ...settings };
}

const IDENTITY = [
  { key: 'project', flag: '--project', field: 'metadata.namespace as in garden-PROJECT' },
  { key: 'shoot', flag: '--shoot', field: 'metadata.name' },
  { key: 'shootUid', flag: '--shoot-uid', field: 'metadata.uid' },
] as const;

/** Without blanks, by which the receiver separates the parts of a message. */
const NAME = /^[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?$/;

function readIdentity(reader: FlagReader, known: Partial<ClusterIdentity> | undefined): ClusterIdentity {
  const identity: Record<keyof ClusterIdentity, string> = { project: '', shoot: '', shootUid: '' };
  for (const { key, flag, field } of IDENTITY) {
    const value = reader.optional(flag, asText) ?? known?.[key];
    if (value === undefined) {
      if (known) reader.refuse(`${flag} is missing: the file has no Shoot with ${field}`);
    } else if (NAME.test(value)) identity[key] = value;
    else reader.refuse(`${flag} ${JSON.stringify(value)}: must consist of letters, digits, "-" and "."`);
  }
  return identity;
}

const ROUTES = ['omprog', 'file', 'udp'] as const;

function readRoute(reader: FlagReader): StatisticsRoute {
  const kind = reader.value('--collector', oneOf(ROUTES));
  if (kind === 'file') return { kind, path: reader.value('--stats-file', parsePath) };
  if (kind === 'udp') return { kind, ...reader.value('--stats-address', parseLoopback) };
  return {
    kind,
    binary: reader.value('--binary', parsePath),
    textfile: reader.value('--textfile', parsePath),
    log: reader.value('--child-log', parsePath),
  };
}

function parseLoopback(text: string): { readonly address: string; readonly port: number } {
  const { host: address = '127.0.0.1', port } = parseListenAddress(text);
  const isLoopback = isIP(address) !== 0 && (address === '::1' || address.startsWith('127.'));
  if (isLoopback && port > 0) return { address, port };
  throw new UsageError('must be 127.0.0.1:PORT or [::1]:PORT, with a port from 1 to 65535');
}

/** Without blanks and quotes, at which omprog would split its command line. */
const PLAIN_PATH = /^\/[\w.+@/-]*$/;

function parsePath(path: string): string {
  if (!PLAIN_PATH.test(path)) throw new UsageError('must be an absolute path of letters, digits and _ . + @ -');
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
