// `generate rsyslog`: a RsyslogRelpConfig and flags -> one file for /etc/rsyslog.d. It never restarts rsyslog.
import { Command } from 'commander';
import { readFlagFile } from '../flags/file.ts';
import { actWith, type FlagReader } from '../flags/reader.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { parseReplaceable, removeLeftovers, replaceFile } from '../output/replace-file.ts';
import { addRsyslogFlags, readRsyslogFlags } from '../relp-config/flags.ts';
import { readRelpConfig } from '../relp-config/relp-config.ts';
import { renderRsyslogConfig } from '../relp-config/render/config.ts';
import { warnings } from '../relp-config/warnings.ts';
import type { CommandFactory } from './command.ts';

export const generateRsyslogCommand: CommandFactory = (io, exit) => {
  const command = new Command('rsyslog')
    .description('generate the rsyslog configuration of a RsyslogRelpConfig, with statistics for the exporter')
    .option('--relp-config <file>', 'YAML file with a RsyslogRelpConfig, alone or in a Shoot manifest')
    .option('--out <file>', 'output file, for example /etc/rsyslog.d/60-audit.conf (default: standard output)');
  return actWith(addRsyslogFlags(command), readAll, async ({ relpConfig, out, settings }) => {
    if (settings === undefined) return;
    for (const warning of warnings(settings.relp)) io.stderr.write(`warning: ${relpConfig}: ${warning}\n`);
    await write(renderRsyslogConfig(settings), out, io);
    exit(EXIT.ok);
  });
};

function readAll(reader: FlagReader) {
  const manifest = reader.required('--relp-config', readFlagFile);
  const source = manifest && reader.attempt(() => readRelpConfig(manifest.text, manifest.file));
  const out = reader.optional('--out', parseReplaceable);
  return { relpConfig: manifest?.file, out, settings: readRsyslogFlags(reader, source) };
}

async function write(text: string, file: string | undefined, io: Io): Promise<void> {
  if (file === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    await removeLeftovers(file);
    await replaceFile(file, text);
  } catch (cause) {
    throw new UsageError(`--out ${file}: cannot be written: ${(cause as Error).message}`, { cause });
  }
}
