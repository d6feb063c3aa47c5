// Log lines on stderr, as logfmt or JSON, in the manner of Prometheus's own programs. stdout belongs to the product.
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from './io.ts';

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];
export type Fields = Readonly<Record<string, unknown>>;
export type Log = Readonly<Record<Level, (message: string, fields?: Fields) => void>>;

export interface LogFlags {
  readonly 'log.level': Level;
  readonly 'log.format': 'logfmt' | 'json';
}

export function addLogFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--log.level <level>', 'least important messages that are written').choices(LEVELS).default('info'),
    )
    .addOption(
      new Option('--log.format <format>', 'form of the messages').choices(['logfmt', 'json']).default('logfmt'),
    );
}

export function createLog({ stderr, now }: Pick<Io, 'stderr' | 'now'>, flags: LogFlags): Log {
  const least = LEVELS.indexOf(flags['log.level']);
  const write =
    (level: Level) =>
    (msg: string, fields: Fields = {}): void => {
      if (LEVELS.indexOf(level) < least) return;
      const record = { ts: new Date(now()).toISOString(), level, msg, ...fields };
      stderr.write(`${flags['log.format'] === 'json' ? JSON.stringify(record) : logfmt(record)}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function logfmt(record: Fields): string {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${quote(String(value))}`)
    .join(' ');
}

/** Bare where logfmt allows it; control characters from hostile input must not reach a terminal. */
function quote(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : JSON.stringify(text);
}
