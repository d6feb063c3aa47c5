// The flags that textfile, serve and demo share: inputs, names of series, counters that rsyslog resets, and limits.
import type { Command } from 'commander';
import { DEFAULT_COLLECTOR, type CollectorOptions } from '../../collector/collector.ts';
import { choiceFlag, listFlag, switchFlag, textFlag } from '../../flags/declare.ts';
import { parseCount, parseSize, parseTimeout } from '../../flags/quantity.ts';
import { oneOf, type FlagReader } from '../../flags/reader.ts';
import { addInputFlags, readInputFlags, type InputSettings } from '../../input/flags.ts';
import { UsageError } from '../../io.ts';
import { DEFAULT_MEMORY_BYTES } from '../../memory.ts';
import { DEFAULT_LIMITS } from '../../series/admission.ts';
import type { Label } from '../../series/naming/namer.ts';
import { NAMING_SCHEMES } from '../../series/naming/scheme.ts';
import { RESET_MODES, type ResetMode } from '../../series/reset-groups.ts';
import type { StoreOptions } from '../../series/store.ts';

const MIB = 1024 ** 2;

export function addCollectFlags(command: Command): Command {
  const count = (flags: string, text: string, byDefault: number) => textFlag(flags, text, String(byDefault));
  const { maxLineBytes, maxBatchObjects, maxHosts, gapMs } = DEFAULT_COLLECTOR;
  const { series, dynstatsKeys, nameLength } = DEFAULT_LIMITS;
  const naming = "gardener: rsyslog's names; standard: names with _total, seconds and bytes";
  const nodeLabel = 'add the label "node" with the host of the series, taken from the syslog header';
  const resets = 'resetCounters of impstats; auto: detect it';
  const bucket = 'resettable of one dynstats bucket; auto: detect it (repeatable)';
  const confirm = 'acknowledge each line of standard input with OK (omprog: confirmMessages="on")';
  const options = [
    choiceFlag('--naming <scheme>', naming, NAMING_SCHEMES, 'gardener'),
    listFlag('--label <name=value>', 'add this label to all series (repeatable)', [], 'none'),
    switchFlag('--node-label', nodeLabel),
    choiceFlag('--reset-counters <mode>', resets, RESET_MODES, 'auto'),
    listFlag('--reset-bucket <name=mode>', bucket, [], 'none'),
    switchFlag('--senders', 'export messages per sender (rsyslog: senders.keepTrack="on")'),
    count('--max-senders <count>', 'maximum number of senders per host', 1000),
    count('--max-series <count>', 'maximum number of series', series),
    count('--max-dynstats-keys <count>', 'maximum number of keys per dynstats bucket', dynstatsKeys),
    count('--max-hosts <count>', 'maximum number of hosts', maxHosts),
    textFlag('--max-line <size>', 'maximum length of a line; a longer one is cut', `${maxLineBytes / MIB}MiB`),
    count('--max-name-length <count>', 'maximum length of a name: host, object, origin, sender, counter', nameLength),
    textFlag('--max-memory <size>', 'maximum memory for received data', `${DEFAULT_MEMORY_BYTES / MIB}MiB`),
    count('--max-batch-objects <count>', 'maximum number of objects per report', maxBatchObjects),
    textFlag('--batch-gap <duration>', 'silence that ends a report without bracketing', `${gapMs / 1000}s`),
    switchFlag('--confirm-messages', confirm),
  ];
  for (const option of options) command.addOption(option);
  return addInputFlags(command);
}

export interface CollectSettings {
  readonly store: StoreOptions;
  readonly collector: Omit<CollectorOptions, 'isRelay' | 'replayedUntilMs' | 'startedMs' | 'refusals'>;
  readonly inputs: InputSettings;
  /** answer each line of standard input on standard output, as omprog's confirmMessages="on" expects */
  readonly confirmMessages: boolean;
}

export function readCollectFlags(reader: FlagReader): CollectSettings {
  const nodeLabel = reader.isSet('--node-label');
  const labels = reader.values('--label', labelParser(nodeLabel));
  if (new Set(labels.map(([name]) => name)).size < labels.length)
    reader.refuse('--label: the same name is given twice');
  const maxSenders = reader.value('--max-senders', parseCount(1));
  return {
    store: {
      naming: reader.value('--naming', oneOf(NAMING_SCHEMES)),
      limits: {
        series: reader.value('--max-series', parseCount(1)),
        dynstatsKeys: reader.value('--max-dynstats-keys', parseCount(1)),
        senders: reader.isSet('--senders') ? maxSenders : 0,
        nameLength: reader.value('--max-name-length', parseCount(1)),
      },
      resetCounters: reader.value('--reset-counters', oneOf(RESET_MODES)),
      resetBuckets: new Map(reader.values('--reset-bucket', parseBucket)),
      labels,
      memoryBytes: reader.value('--max-memory', parseSize),
    },
    collector: {
      maxLineBytes: reader.value('--max-line', parseLineLimit),
      maxBatchObjects: reader.value('--max-batch-objects', parseCount(1)),
      maxHosts: reader.value('--max-hosts', parseCount(1)),
      gapMs: reader.value('--batch-gap', parseTimeout),
      nodeLabel,
      staleAfterMs: undefined,
    },
    inputs: readInputFlags(reader),
    confirmMessages: reader.isSet('--confirm-messages'),
  };
}

/** A line becomes a string, which has at most 512 Mi characters in Node. */
const LARGEST_LINE_MIB = 256;

function parseLineLimit(text: string): number {
  const bytes = parseSize(text);
  if (bytes >= 1 && bytes <= LARGEST_LINE_MIB * MIB) return bytes;
  throw new UsageError(`must be at least 1 and at most ${LARGEST_LINE_MIB}MiB`);
}

/** Labels that series have anyway. */
const TAKEN = new Set(['name', 'origin', 'counter', 'quantile', 'sender', 'key', 'le']);

function labelParser(nodeLabel: boolean): (text: string) => Label {
  return (text) => {
    const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined || name.startsWith('__')) {
      throw new UsageError('must look like name=value, with a name of letters, digits and "_"');
    }
    if (TAKEN.has(name) || (nodeLabel && name === 'node')) throw new UsageError(`the label "${name}" is taken`);
    return [name, value];
  };
}

function parseBucket(text: string): readonly [string, ResetMode] {
  const separator = text.lastIndexOf('=');
  const mode = RESET_MODES.find((known) => known === text.slice(separator + 1));
  if (separator > 0 && mode) return [text.slice(0, separator), mode];
  throw new UsageError('must look like BUCKET=on, BUCKET=off or BUCKET=auto');
}
