// Log lines on stderr, as logfmt or JSON, as the Prometheus programs write them. stdout belongs to the product.
import type { Command } from 'commander';
import { choiceFlag } from './flags/declare.ts';
import { oneOf, type FlagReader } from './flags/reader.ts';
import type { Io } from './io.ts';
import { escapeControls, toPrintable } from './printable.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];
export type Fields = Readonly<Record<string, unknown>>;
export type Log = Readonly<Record<Level, (message: string, fields?: Fields) => void>>;

const FORMATS = ['logfmt', 'json'] as const;

export interface LogSettings {
  /** messages below it are left out */
  readonly level: Level;
  readonly format: (typeof FORMATS)[number];
}

export function addLogFlags(command: Command, level: Level = 'info'): Command {
  return command
    .addOption(choiceFlag('--log.level <level>', 'minimum level of log messages', LEVELS, level))
    .addOption(choiceFlag('--log.format <format>', 'format of log messages', FORMATS, 'logfmt'));
}

export function readLogFlags(reader: FlagReader): LogSettings {
  return { level: reader.value('--log.level', oneOf(LEVELS)), format: reader.value('--log.format', oneOf(FORMATS)) };
}

export function createLog(
  { stderr, now }: Pick<Io, 'stderr' | 'now'>,
  { level: leastLevel, format }: LogSettings,
): Log {
  const least = LEVELS.indexOf(leastLevel);
  const write =
    (level: Level) =>
    (msg: string, fields: Fields = {}): void => {
      if (LEVELS.indexOf(level) < least) return;
      const record = { ts: new Date(now()).toISOString(), level, msg, ...fields };
      stderr.write(`${format === 'json' ? escapeControls(JSON.stringify(record)) : logfmt(record)}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function logfmt(record: Fields): string {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${quote(String(value))}`)
    .join(' ');
}

/** Bare where logfmt allows it. */
function quote(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : toPrintable(text);
}
