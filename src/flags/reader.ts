// Reads a command's flags from text into values and collects what is wrong with any of them, so that one UsageError lists all
// problems: unknown flags, missing ones and wrong values, each as `--flag VALUE: what is allowed`.
import type { Command, Option } from 'commander';
import { UsageError } from '../io.ts';
import { toPrintable } from '../printable.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';

/** Turns the text of a flag into its value. @throws UsageError that says what is allowed */
export type FlagParser<Value> = (text: string) => Value;

/**
 * Gives a command its action.
 *
 * @param read turns the flags into settings
 * @param act runs only when no flag is wrong
 */
export function actWith<Settings>(
  command: Command,
  read: (reader: FlagReader) => Settings,
  act: (settings: Settings, args: readonly string[]) => Promise<void> | void,
): Command {
  return command
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      const reader = new FlagReader(command);
      const settings = read(reader);
      reader.finish();
      await act(settings, command.args);
    });
}

export class FlagReader {
  readonly #command: Command;
  readonly #problems: string[];

  /** @param command parsed; its flags are declared with declare.ts */
  constructor(command: Command) {
    this.#command = command;
    this.#problems = unexpected(command);
  }

  /** The value of a flag that must be given, undefined when it is not, or is wrong. */
  required<Value>(flag: string, parse: FlagParser<Value>): Value | undefined {
    if (this.#given(flag) === undefined) this.refuse(`${this.#option(flag).flags} is missing`);
    return this.optional(flag, parse);
  }

  isSet(flag: string): boolean {
    return this.#given<boolean>(flag) === true;
  }

  /** The value of a flag that has a default; that of the default when it is wrong. */
  value<Value>(flag: string, parse: FlagParser<Value>): Value {
    const value = this.optional(flag, parse);
    return value === undefined ? parse(this.#option(flag).defaultValue as string) : value;
  }

  /** The value of a flag, undefined when it is not given or wrong. */
  optional<Value>(flag: string, parse: FlagParser<Value>): Value | undefined {
    const text = this.#given<string>(flag);
    return text === undefined ? undefined : this.#parse(flag, text, parse);
  }

  /** The values of a flag that may be given several times, without those that are wrong. */
  values<Value>(flag: string, parse: FlagParser<Value>): readonly Value[] {
    const texts = this.#given<readonly string[]>(flag) ?? [];
    return texts.map((text) => this.#parse(flag, text, parse)).filter((value) => value !== undefined);
  }

  /** The value of the only argument; of the default when there is none, or it is wrong. */
  argument<Value>(parse: FlagParser<Value>, byDefault: Value): Value {
    const [text, ...others] = this.#command.args;
    // Behind an unknown option, its value may look like an argument.
    if (text === undefined || this.#problems.length > 0) return byDefault;
    for (const other of others) this.refuse(`unexpected argument ${shown(other)}`);
    return this.#parse('argument', text, parse) ?? byDefault;
  }

  /** Adds a problem of several flags together. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /** @returns what `read` returns; undefined when it throws a UsageError, whose problems are added */
  attempt<Value>(read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#problems.push(...error.problems);
      return undefined;
    }
  }

  /** @throws UsageError with all problems, when there are any */
  finish(): void {
    if (this.#problems.length > 0) throw new UsageError(this.#problems);
  }

  #parse<Value>(flag: string, text: string, parse: FlagParser<Value>): Value | undefined {
    return this.attempt(() => {
      try {
        return parse(text);
      } catch (cause) {
        if (!(cause instanceof UsageError)) throw cause;
        throw new UsageError(
          cause.problems.map((problem) => `${flag} ${shown(text)}: ${problem}`),
          { cause },
        );
      }
    });
  }

  #given<Given>(flag: string): Given | undefined {
    return this.#command.getOptionValue(this.#option(flag).attributeName()) as Given | undefined;
  }

  #option(flag: string): Option {
    const option = this.#command.options.find(({ long }) => long === flag);
    if (!option) throw new Error(`${this.#command.name()} declares no ${flag}`);
    return option;
  }
}

/** For flags whose every text is a value. */
export const asText: FlagParser<string> = (text) => text;

/** @returns a parser that takes one of a few words */
export function oneOf<Choice extends string>(choices: readonly Choice[]): FlagParser<Choice> {
  return (text) => {
    const choice = choices.find((known) => known === text);
    if (choice === undefined) throw new UsageError(`must be one of ${choices.join(', ')}`);
    return choice;
  };
}

function unexpected(command: Command): string[] {
  const { args, options, registeredArguments } = command;
  const end = args.indexOf('--');
  const hidden = options.filter(
    (option) => option.hidden && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const unknown = [
    ...hidden.flatMap(({ long }) => long ?? []),
    ...(end === -1 ? args : args.slice(0, end)).filter((arg) => /^-./.test(arg)),
  ];
  if (unknown.length === 0 && registeredArguments.length > 0) return [];
  if (unknown.length === 0) return args.map((arg) => `unexpected argument ${shown(arg)}`);
  const known = options.flatMap(({ long, hidden: isHidden }) => (long === undefined || isHidden ? [] : long));
  return unknown.map((arg) => {
    const name = arg.replace(/=.*$/s, '');
    const guess = didYouMean(name, known);
    return `unknown option ${shown(name)}${guess === undefined ? '' : `, did you mean ${guess}?`}`;
  });
}

/** As it was written, unless blanks or control characters would make it hard to see. */
function shown(text: string): string {
  return /^[^\s\p{C}]+$/u.test(text) ? text : toPrintable(text);
}
