// The flags about inputs, for every command that collects. Whether an input can be opened shows only when it is opened.
import { BlockList } from 'node:net';
import type { Command } from 'commander';
import { listFlag, textFlag } from '../flags/declare.ts';
import { parseCount, parseSize, parseTimeout } from '../flags/quantity.ts';
import type { FlagReader } from '../flags/reader.ts';
import { UsageError } from '../io.ts';
import { DEFAULT_INPUT_OPTIONS, type InputOptions } from './options.ts';
import { addToList } from './socket/allow-list.ts';
import { INPUT_FORMS, parseInputUrl, type InputUrl } from './url.ts';

export interface InputSettings {
  /** for openInput, at least one */
  readonly urls: readonly InputUrl[];
  readonly options: InputOptions;
  /** addresses and blocks of peers that may send statistics of hosts that belong to another peer */
  readonly relays: readonly string[];
}

export function addInputFlags(command: Command): Command {
  const { tcpMaxConnections, tcpIdleMs, unixMode } = DEFAULT_INPUT_OPTIONS;
  const urls = `source of the statistics: ${INPUT_FORMS.join(', ')} (repeatable)`;
  const relay = 'peers that may send statistics of hosts that belong to another peer (repeatable)';
  const idle = 'close connections after this long without data (tcp, unix); 0s: never';
  return command
    .addOption(listFlag('--input <url>', urls, ['-'], '-'))
    .addOption(
      textFlag('--file.truncate-above <size>', 'truncate a followed file above this size, once it has been read'),
    )
    .addOption(listFlag('--udp.allow <cidr>', 'addresses that may send datagrams (repeatable)', [], 'all'))
    .addOption(listFlag('--tcp.allow <cidr>', 'addresses that may connect (repeatable)', [], 'all'))
    .addOption(listFlag('--relay <cidr>', relay, [], 'none'))
    .addOption(
      textFlag(
        '--tcp.max-connections <count>',
        'maximum number of connections per listener (tcp, unix)',
        String(tcpMaxConnections),
      ),
    )
    .addOption(textFlag('--tcp.idle-timeout <duration>', idle, `${tcpIdleMs / 3_600_000}h`))
    .addOption(textFlag('--unix.mode <octal>', 'permissions of the Unix socket', `0${unixMode.toString(8)}`));
}

export function readInputFlags(reader: FlagReader): InputSettings {
  const urls = reader.values('--input', parseInputUrl);
  const options: InputOptions = {
    fileTruncateAboveBytes: reader.optional('--file.truncate-above', parseSize),
    udpAllow: reader.values('--udp.allow', parseNetwork),
    tcpAllow: reader.values('--tcp.allow', parseNetwork),
    tcpMaxConnections: reader.value('--tcp.max-connections', parseCount(1)),
    tcpIdleMs: reader.value('--tcp.idle-timeout', parseTimeout),
    maxFrameBytes: DEFAULT_INPUT_OPTIONS.maxFrameBytes,
    unixMode: reader.value('--unix.mode', parseMode),
  };
  const texts = urls.map(({ text }) => text);
  for (const text of new Set(texts)) {
    if (texts.indexOf(text) !== texts.lastIndexOf(text)) reader.refuse(`--input ${text}: is given twice`);
  }
  return { urls, options, relays: reader.values('--relay', parseNetwork) };
}

function parseNetwork(text: string): string {
  if (addToList(new BlockList(), text)) return text;
  throw new UsageError('must be an address or a block such as 192.0.2.0/24 or 2001:db8::/32');
}

function parseMode(text: string): number {
  if (!/^0?[0-7]{3}$/.test(text)) throw new UsageError('must be an octal mode such as 0660');
  return Number.parseInt(text, 8);
}
