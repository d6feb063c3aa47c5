// `generate rsyslog`: a RsyslogRelpConfig and flags -> one file for /etc/rsyslog.d. It never restarts rsyslog.
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { EXIT, UsageError, type Io } from '../io.ts';
import { addRsyslogFlags, readRsyslogFlags, type RsyslogFlags } from '../relp-config/flags.ts';
import { readRelpConfig, type RelpSource } from '../relp-config/relp-config.ts';
import { renderRsyslogConfig } from '../relp-config/render/config.ts';
import { warnings } from '../relp-config/warnings.ts';
import type { CommandFactory } from './command.ts';

interface Options extends RsyslogFlags {
  readonly relpConfig: string;
  readonly out?: string;
}

export const generateRsyslogCommand: CommandFactory = (io, exit) => {
  const command = new Command('rsyslog')
    .description('generate the rsyslog configuration of a RsyslogRelpConfig, with statistics for the exporter')
    .requiredOption('--relp-config <file>', 'YAML file with a RsyslogRelpConfig, alone or in a Shoot manifest')
    .option('--out <file>', 'where to write it, as in /etc/rsyslog.d/60-audit.conf (default: standard output)');
  return addRsyslogFlags(command).action(async (options: Options) => {
    const source = await readSource(options.relpConfig);
    const text = renderRsyslogConfig(readRsyslogFlags(options, source));
    for (const warning of warnings(source.config)) io.stderr.write(`warning: ${options.relpConfig}: ${warning}\n`);
    await write(text, options.out, io);
    exit(EXIT.ok);
  });
};

async function readSource(file: string): Promise<RelpSource> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--relp-config: cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  return readRelpConfig(text, file);
}

async function write(text: string, file: string | undefined, io: Io): Promise<void> {
  if (file === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UsageError(`--out: cannot write ${file}: ${(cause as Error).message}`, { cause });
  }
}
