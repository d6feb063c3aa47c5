// Declares flags to commander, whose part is the help page: values stay text, defaults included, and FlagReader parses them.
import { Option, type Command } from 'commander';

/** A flag with one value. @param byDefault shown on the help page as it is */
export function textFlag(flags: string, description: string, byDefault?: string): Option {
  const option = new Option(flags, description);
  return byDefault === undefined ? option : option.default(byDefault, byDefault);
}

/** A flag with one of a few words; to be read with oneOf(choices). */
export function choiceFlag<Choice extends string>(
  flags: string,
  description: string,
  choices: readonly Choice[],
  byDefault: Choice,
): Option {
  return new Option(flags, description)
    .choices(choices)
    .argParser((text) => text)
    .default(byDefault);
}

/** A repeatable flag. @param shown stands for the default on the help page */
export function listFlag(flags: string, description: string, byDefault: readonly string[], shown: string): Option {
  return new Option(flags, description)
    .default(byDefault, shown)
    .argParser((text: string, others: readonly string[]) => (others === byDefault ? [text] : [...others, text]));
}

/** A flag without a value. */
export function switchFlag(flags: string, description: string): Option {
  return new Option(flags, description).default(false, 'off');
}

/** Removes flags from a command that fixes their values: they keep their defaults, and are unknown on the command line. */
export function withoutFlags(command: Command, flags: readonly string[]): Command {
  for (const option of command.options) if (option.long !== undefined && flags.includes(option.long)) option.hideHelp();
  return command;
}
