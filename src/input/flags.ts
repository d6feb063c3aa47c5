// The flags about inputs, for every command that collects, and what they mean. Whether an input can be opened shows only when
// it is opened.
import { BlockList } from 'node:net';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { UsageError } from '../io.ts';
import { parseCount, parseDuration, parseSize } from '../flags/quantity.ts';
import { addToList } from './socket/allow-list.ts';
import { INPUT_FORMS } from './index.ts';
import { DEFAULT_INPUT_OPTIONS, type InputOptions } from './options.ts';

/** What commander makes of the flags: text as the user wrote it, so that all problems can be told at once. */
export interface InputFlags {
  readonly input: readonly string[];
  readonly 'file.truncateAbove'?: string;
  readonly 'udp.allow': readonly string[];
  readonly 'tcp.maxConnections': string;
  readonly 'tcp.idleTimeout': string;
  readonly 'unix.mode': string;
}

export interface InputSettings {
  /** for openInput, at least one */
  readonly urls: readonly string[];
  readonly options: InputOptions;
}

const STDIN: readonly string[] = ['-'];
const EVERYBODY: readonly string[] = [];

/** Values that are given replace the default, and add up among themselves. */
function severalInsteadOf(
  byDefault: readonly string[],
): (value: string, others: readonly string[]) => readonly string[] {
  return (value, others) => (others === byDefault ? [value] : [...others, value]);
}

/** Commander puts quotes around a text that it takes for the default itself. */
function optionWith(byDefault: string, flags: string, description: string): Option {
  return new Option(flags, description).default(byDefault, byDefault);
}

export function addInputFlags(command: Command): Command {
  const { tcpMaxConnections, tcpIdleMs, unixMode } = DEFAULT_INPUT_OPTIONS;
  const forms = INPUT_FORMS.join(', ');
  const input = new Option('--input <url>', `where statistics come from; may be given several times: ${forms}`);
  const allow = new Option('--udp.allow <cidr>', 'who may send datagrams; may be given several times');
  const max = ['--tcp.max-connections <count>', 'connections per listener (tcp, unix)'] as const;
  const idle = [
    '--tcp.idle-timeout <duration>',
    'close connections after such a silence (tcp, unix); 0s: never',
  ] as const;
  const mode = ['--unix.mode <octal>', 'permissions of a Unix socket'] as const;
  return command
    .addOption(input.default(STDIN, '-').argParser(severalInsteadOf(STDIN)))
    .option('--file.truncate-above <size>', 'empty a followed file that is larger, once it has been read')
    .addOption(allow.default(EVERYBODY, 'everybody').argParser(severalInsteadOf(EVERYBODY)))
    .addOption(optionWith(String(tcpMaxConnections), ...max))
    .addOption(optionWith(`${tcpIdleMs / 3_600_000}h`, ...idle))
    .addOption(optionWith(`0${unixMode.toString(8)}`, ...mode));
}

/** @throws UsageError with all problems of all flags */
export function readInputFlags(flags: InputFlags): InputSettings {
  const problems: string[] = [];
  const read = <Value>(flag: string, text: string, parse: (text: string) => Value): Value | undefined => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      problems.push(`--${flag} ${text}: ${error.message}`);
      return undefined;
    }
  };
  const { input: urls, 'file.truncateAbove': truncateAbove, 'udp.allow': allow } = flags;
  const defaults = DEFAULT_INPUT_OPTIONS;
  const options: InputOptions = {
    fileTruncateAboveBytes:
      truncateAbove === undefined ? undefined : read('file.truncate-above', truncateAbove, parseSize),
    udpAllow: allow.filter((text) => read('udp.allow', text, parseNetwork)),
    tcpMaxConnections:
      read('tcp.max-connections', flags['tcp.maxConnections'], parseCount(1)) ?? defaults.tcpMaxConnections,
    tcpIdleMs: read('tcp.idle-timeout', flags['tcp.idleTimeout'], parseIdle) ?? defaults.tcpIdleMs,
    maxFrameBytes: defaults.maxFrameBytes,
    unixMode: read('unix.mode', flags['unix.mode'], parseMode) ?? defaults.unixMode,
  };
  for (const url of new Set(urls)) {
    if (urls.indexOf(url) !== urls.lastIndexOf(url)) problems.push(`--input ${url}: is given twice`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return { urls, options };
}

function parseNetwork(text: string): string {
  if (addToList(new BlockList(), text)) return text;
  throw new InvalidArgumentError('must be an address or a block such as 192.0.2.0/24 or 2001:db8::/32');
}

/** Node's timers take 31 bits of milliseconds, and take more for 1 ms. */
const LONGEST_IDLE_MS = 2 ** 31 - 1;

function parseIdle(text: string): number {
  const ms = parseDuration(text);
  if (ms > LONGEST_IDLE_MS) throw new InvalidArgumentError('must be at most 24d');
  return ms;
}

function parseMode(text: string): number {
  if (!/^0?[0-7]{3}$/.test(text)) throw new InvalidArgumentError('must be an octal mode such as 0660');
  return Number.parseInt(text, 8);
}
