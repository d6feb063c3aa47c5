// The flags that every collecting command shares: how lines are read, how series are named, and the bounds.
import { Option, type Command } from 'commander';
import { DEFAULT_COLLECTOR, type CollectorOptions } from '../../collector/collector.ts';
import { addInputFlags, readInputFlags, type InputFlags, type InputSettings } from '../../input/flags.ts';
import { UsageError } from '../../io.ts';
import { DEFAULT_LIMITS } from '../../series/admission.ts';
import type { Label } from '../../series/naming/namer.ts';
import { NAMING_SCHEMES, type NamingScheme } from '../../series/naming/scheme.ts';
import { RESET_MODES, type ResetMode } from '../../series/reset-groups.ts';
import type { StoreOptions } from '../../series/store.ts';
import { parseCount, parseDuration, parseSize } from '../../flags/quantity.ts';

/** What commander makes of the flags. */
export interface CollectFlags extends InputFlags {
  readonly naming: NamingScheme;
  readonly label: readonly string[];
  readonly nodeLabel: boolean;
  readonly resetCounters: ResetMode;
  readonly resetBucket: readonly string[];
  readonly senders: boolean;
  readonly maxSenders: number;
  readonly maxSeries: number;
  readonly maxDynstatsKeys: number;
  readonly maxHosts: number;
  readonly maxLine: number;
  readonly maxBatchObjects: number;
  readonly batchGap: number;
  readonly confirmMessages: boolean;
}

/** Commander's default for a flag that may be given several times. */
const several = (value: string, others: readonly string[]): string[] => [...others, value];

export function addCollectFlags(command: Command): Command {
  const flag = (flags: string, text: string): Option => new Option(flags, text);
  const list = (flags: string, text: string): Option => flag(flags, text).argParser(several).default([], 'none');
  const count = (flags: string, text: string, value: number): Option =>
    flag(flags, text).argParser(parseCount(1)).default(value);
  const options = [
    flag('--naming <profile>', 'gardener: names as rsyslog has them; standard: _total, seconds and bytes')
      .choices(NAMING_SCHEMES)
      .default('gardener'),
    list('--label <name=value>', 'add this label to every series; may be given several times'),
    flag('--node-label', 'tell hosts apart by a label "node", taken from the syslog header').default(false, 'off'),
    flag('--reset-counters <mode>', 'whether rsyslog runs with resetCounters="on"; auto finds out')
      .choices(RESET_MODES)
      .default('auto'),
    list('--reset-bucket <name=mode>', 'the same for one dynstats bucket and its resettable=; several times'),
    flag('--senders', 'export messages per sender (rsyslog: senders.keepTrack="on")').default(false, 'off'),
    count('--max-senders <count>', 'senders per host', 1000),
    count('--max-series <count>', 'series in all', DEFAULT_LIMITS.series),
    count('--max-dynstats-keys <count>', 'keys per dynstats bucket', DEFAULT_LIMITS.dynstatsKeys),
    count('--max-hosts <count>', 'hosts that are told apart', DEFAULT_COLLECTOR.maxHosts),
    flag('--max-line <size>', 'longest line that is taken whole')
      .argParser(parseSize)
      .default(DEFAULT_COLLECTOR.maxLineBytes, '1MiB'),
    count('--max-batch-objects <count>', 'objects per emission', DEFAULT_COLLECTOR.maxBatchObjects),
    flag('--batch-gap <duration>', 'silence that ends an emission without bracketing')
      .argParser(parseDuration)
      .default(DEFAULT_COLLECTOR.gapMs, '1s'),
    flag('--confirm-messages', 'answer OK to each line of standard input (omprog: confirmMessages="on")').default(
      false,
      'off',
    ),
  ];
  for (const option of options) command.addOption(option);
  return addInputFlags(command);
}

export interface CollectSettings {
  readonly store: StoreOptions;
  readonly collector: Omit<CollectorOptions, 'replayedUntilMs' | 'refusals'>;
  readonly inputs: InputSettings;
  /** answer each line of standard input on standard output, as omprog's confirmMessages="on" wants it */
  readonly confirmMessages: boolean;
}

/** @throws UsageError with all problems */
export function readCollectFlags(flags: CollectFlags): CollectSettings {
  const problems: string[] = [];
  const labels = flags.label.flatMap((text) => readLabel(text, flags.nodeLabel, problems));
  const resetBuckets = new Map(flags.resetBucket.flatMap((text) => readBucket(text, problems)));
  if (new Set(labels.map(([name]) => name)).size < labels.length)
    problems.push('--label: the same name is given twice');
  const inputs = collectProblems(() => readInputFlags(flags), problems);
  if (inputs === undefined) throw new UsageError(problems);
  const limits = {
    series: flags.maxSeries,
    dynstatsKeys: flags.maxDynstatsKeys,
    senders: flags.senders ? flags.maxSenders : 0,
  };
  return {
    store: { naming: flags.naming, limits, resetCounters: flags.resetCounters, resetBuckets, labels },
    collector: {
      maxLineBytes: flags.maxLine,
      maxBatchObjects: flags.maxBatchObjects,
      maxHosts: flags.maxHosts,
      gapMs: flags.batchGap,
      nodeLabel: flags.nodeLabel,
    },
    inputs,
    confirmMessages: flags.confirmMessages,
  };
}

/** @returns what `read` returns, unless there are problems, its own among them */
function collectProblems<Value>(read: () => Value, problems: string[]): Value | undefined {
  try {
    const value = read();
    return problems.length > 0 ? undefined : value;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Labels that series have anyway. */
const TAKEN = new Set(['name', 'origin', 'counter', 'quantile', 'sender', 'key', 'le']);

function readLabel(text: string, nodeLabel: boolean, problems: string[]): Label[] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined || name.startsWith('__')) {
    problems.push(`--label ${text}: must look like name=value, with a name of letters, digits and "_"`);
  } else if (TAKEN.has(name) || (nodeLabel && name === 'node')) {
    problems.push(`--label ${text}: the label "${name}" is there already`);
  } else {
    return [[name, value]];
  }
  return [];
}

function readBucket(text: string, problems: string[]): [string, ResetMode][] {
  const at = text.lastIndexOf('=');
  const mode = RESET_MODES.find((known) => known === text.slice(at + 1));
  if (at > 0 && mode) return [[text.slice(0, at), mode]];
  problems.push(`--reset-bucket ${text}: must look like BUCKET=on, BUCKET=off or BUCKET=auto`);
  return [];
}
