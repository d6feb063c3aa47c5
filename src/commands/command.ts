// The interface of a command file: it declares flags, connects the parts, and reports an exit code.
import type { Command } from 'commander';
import type { Io } from '../io.ts';

/** Takes the exit code of the command that ran. */
export type Exit = (code: number) => void;

/** One file of src/commands exports one of these; src/run.ts lists them. */
export type CommandFactory = (io: Io, exit: Exit) => Command;
