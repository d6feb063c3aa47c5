// A command line of any content, one argument per line: settings that can be used, or complaints.
import { Command, CommanderError } from 'commander';
import { addCollectFlags, readCollectFlags } from '../../../src/commands/collect/flags.ts';
import { UsageError } from '../../../src/io.ts';
import { addLogFlags, readLogFlags } from '../../../src/log.ts';
import { addWebFlags, readWebFlags } from '../../../src/output/web-config/flags.ts';
import { readFlags } from '../../flags/reading.ts';
import { bytesOf, rule, textOf, type Target } from '../target.ts';
import { judgeProblems } from './problems.ts';

/** Commander neither prints nor ends the process. */
const declare = (command: Command): Command =>
  addLogFlags(addWebFlags(addCollectFlags(command)))
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });

const FLAGS = declare(new Command('flags')).options.flatMap(({ long }) => long ?? []);
const VALUES = [
  ...['tcp://127.0.0.1:1', 'udp://[::1]:1', 'file:/x', 'unix:/x', '-', '10.0.0.0/8', '0660', 'standard', 'a=b', 'k=on'],
  ...[
    '1MiB',
    '99999999999999999999GiB',
    '1s',
    '1h30m',
    '25d',
    '99999999999999999999d',
    '0s',
    '0',
    '1',
    ':9292',
    '[::1]:1',
    '/metrics',
  ],
];

/** Node's timers take 31 bits of milliseconds, and wait 1 ms for what is longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function numbersOf(value: unknown, path = ''): (readonly [path: string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, `${path}.${key}`));
}

export const flags: Target = {
  name: 'flags',
  seeds: () => FLAGS.flatMap((flag) => VALUES.map((value) => bytesOf(`${flag}\n${value}`))),
  words: ['\n', '=', ...FLAGS.map((flag) => `\n${flag}\n`), ...VALUES.map((value) => `\n${value}\n`)],
  check: (input) => {
    // A file that is named would be read.
    const argv = textOf(input)
      .split('\n')
      .filter((word) => !word.includes('web.config'));
    try {
      const { collecting, web } = readFlags(
        declare,
        (reader) => ({ collecting: readCollectFlags(reader), web: readWebFlags(reader), log: readLogFlags(reader) }),
        argv,
      );
      for (const [path, number] of numbersOf([collecting, web])) {
        const isExact = Number.isSafeInteger(number) && number >= 0;
        rule(isExact, 'a number of the settings is whole and exact', () => `${path} ${number}`);
      }
      const { gapMs } = collecting.collector;
      rule(gapMs <= LONGEST_TIMER_MS, 'a time that is waited for fits a timer', () => gapMs);
      return `read ${collecting.store.labels.length} ${web.addresses.length}`;
    } catch (error) {
      if (error instanceof UsageError) return judgeProblems(error.problems);
      // The words of commander itself.
      if (error instanceof CommanderError) return judgeProblems([error.message]);
      throw error;
    }
  },
};
