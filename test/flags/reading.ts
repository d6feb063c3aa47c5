// Reads flags as a command does, without running one.
import { Command } from 'commander';
import { FlagReader } from '../../src/flags/reader.ts';
import { UsageError } from '../../src/io.ts';

/** @param add declares the flags; @throws UsageError as the command would */
export function readFlags<Settings>(
  add: (command: Command) => Command,
  read: (reader: FlagReader) => Settings,
  argv: readonly string[],
): Settings {
  const command = add(new Command().allowUnknownOption().allowExcessArguments());
  const reader = new FlagReader(command.parse(argv, { from: 'user' }));
  const settings = read(reader);
  reader.finish();
  return settings;
}

/** @returns the problems of the UsageError that is thrown; none when nothing is */
export function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}
