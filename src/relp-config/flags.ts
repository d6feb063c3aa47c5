// The flags of `generate rsyslog` -> settings. All that is wrong with them is reported at once.
import { isIP } from 'node:net';
import { UsageError } from '../io.ts';
import type { RsyslogSettings } from './render/config.ts';
import type { Metadata } from './render/forwarding.ts';
import { INPUT_FORMS, parseInput } from './render/input.ts';
import type { RelpSource } from './relp-config.ts';
import type { Collector } from './render/statistics.ts';

/** As commander hands them over. */
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

const METADATA = [
  { key: 'project', flag: '--project', field: 'metadata.namespace as in garden-PROJECT' },
  { key: 'shoot', flag: '--shoot', field: 'metadata.name' },
  { key: 'shootUid', flag: '--shoot-uid', field: 'metadata.uid' },
] as const;

// The receiver tells the parts of a message by their blanks.
const NAME = /^[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?$/;

/** omprog splits its command line at blanks and knows quotes; a path that needs neither is the same to everybody. */
const PLAIN_PATH = /^\/[\w.+@/-]*$/;

const MAX_INTERVAL_SECONDS = 86_400;

/** @throws UsageError with every problem */
export function readFlags(flags: RsyslogFlags, { config, identity }: RelpSource): RsyslogSettings {
  const problems: string[] = [];
  const refuse = (problem: string) => void problems.push(problem);
  const settings = {
    relp: config,
    metadata: metadataOf({ ...identity, ...flags }, refuse),
    input: inputOf(flags, refuse),
    collector: collectorOf(flags, refuse),
    intervalSeconds: intervalOf(flags, refuse),
    paths: {
      spoolDir: pathOf('--spool-dir', flags.spoolDir, refuse),
      tlsDir: pathOf('--tls-dir', flags.tlsDir, refuse),
    },
  };
  if (problems.length > 0) throw new UsageError(problems);
  return settings;
}

type Refuse = (problem: string) => void;

function metadataOf(known: Partial<Metadata>, refuse: Refuse): Metadata {
  const metadata: Record<keyof Metadata, string> = { project: '', shoot: '', shootUid: '' };
  for (const { key, flag, field } of METADATA) {
    const value = known[key];
    if (value === undefined) refuse(`${flag} is missing: the file has no Shoot with ${field}`);
    else if (!NAME.test(value))
      refuse(`${flag}: must consist of letters, digits, "-" and ".", found ${JSON.stringify(value)}`);
    else metadata[key] = value;
  }
  return metadata;
}

function inputOf({ input, loadImuxsock }: RsyslogFlags, refuse: Refuse): RsyslogSettings['input'] {
  const parsed = parseInput(input, loadImuxsock);
  if (parsed === undefined) refuse(`--input: must be one of ${INPUT_FORMS}, found ${JSON.stringify(input)}`);
  return parsed ?? { kind: 'none' };
}

function collectorOf(flags: RsyslogFlags, refuse: Refuse): Collector {
  const { collector } = flags;
  if (collector === 'file') return { kind: 'file', path: pathOf('--stats-file', flags.statsFile, refuse) };
  if (collector === 'udp') return { kind: 'udp', ...addressOf(flags.statsAddress, refuse) };
  if (collector !== 'omprog') refuse(`--collector: must be omprog, file or udp, found ${JSON.stringify(collector)}`);
  const binary = pathOf('--binary', flags.binary, refuse);
  return { kind: 'omprog', binary, textfile: pathOf('--textfile', flags.textfile, refuse) };
}

function addressOf(text: string, refuse: Refuse): { readonly address: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const address = match?.[1] ?? match?.[2] ?? '';
  const port = Number(match?.[3]);
  const isLoopback = isIP(address) !== 0 && (address === '::1' || address.startsWith('127.'));
  if (!isLoopback || port < 1 || port > 65_535)
    refuse(`--stats-address: must be 127.0.0.1:PORT or [::1]:PORT, found ${JSON.stringify(text)}`);
  return { address, port };
}

function intervalOf({ interval }: RsyslogFlags, refuse: Refuse): number {
  const seconds = /^\d+$/.test(interval) ? Number(interval) : 0;
  if (seconds < 1 || seconds > MAX_INTERVAL_SECONDS)
    refuse(
      `--interval: must be a whole number of seconds from 1 to ${MAX_INTERVAL_SECONDS}, found ${JSON.stringify(interval)}`,
    );
  return seconds;
}

function pathOf(flag: string, path: string, refuse: Refuse): string {
  if (!PLAIN_PATH.test(path))
    refuse(`${flag}: must be an absolute path of letters, digits and _ . + @ -, found ${JSON.stringify(path)}`);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
