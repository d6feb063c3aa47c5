// `generate rsyslog`: a RsyslogRelpConfig and flags -> one file for /etc/rsyslog.d. It never restarts rsyslog.
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { EXIT, UsageError, type Io } from '../io.ts';
import { readFlags, type RsyslogFlags } from '../relp-config/flags.ts';
import { INPUT_FORMS } from '../relp-config/render/input.ts';
import type { RelpSource } from '../relp-config/relp-config.ts';
import type { CommandFactory } from './command.ts';

interface Options extends RsyslogFlags {
  readonly relpConfig: string;
  readonly out?: string;
}

export const generateRsyslogCommand: CommandFactory = (io, exit) =>
  new Command('rsyslog')
    .description(
      'Generate the rsyslog configuration that a RsyslogRelpConfig asks for, with statistics for the exporter',
    )
    .requiredOption('--relp-config <file>', 'YAML file with a RsyslogRelpConfig, alone or in a Shoot manifest')
    .option('--out <file>', 'where to write it, as in /etc/rsyslog.d/60-audit.conf (default: standard output)')
    .option('--project <name>', 'project of the cluster (default: from the Shoot manifest)')
    .option('--shoot <name>', 'name of the cluster (default: from the Shoot manifest)')
    .option('--shoot-uid <uid>', 'UID of the cluster (default: from the Shoot manifest)')
    .option('--collector <kind>', 'who takes the statistics: omprog, file or udp', 'omprog')
    .option('--interval <seconds>', 'time between two reports of statistics', '60')
    .option('--binary <path>', 'omprog: the exporter that rsyslog starts', '/usr/bin/rsyslog-pstat')
    .option(
      '--textfile <path>',
      'omprog: the file that the exporter writes',
      '/var/lib/node-exporter/textfile-collector/rsyslog_pstats.prom',
    )
    .option(
      '--stats-file <path>',
      'file: what rsyslog writes and the exporter follows',
      '/var/log/rsyslog/impstats.log',
    )
    .option('--stats-address <address:port>', 'udp: where the exporter listens', '127.0.0.1:9293')
    .option('--input <url>', `where the messages come from: ${INPUT_FORMS}`, 'unix:/run/systemd/journal/syslog')
    .option('--load-imuxsock', 'load the module of a unix: input, for an rsyslog.conf that does not', false)
    .option('--spool-dir <path>', 'folder of the disk queue', '/var/log/rsyslog')
    .option('--tls-dir <path>', 'folder of ca.crt, tls.crt and tls.key', '/etc/ssl/rsyslog')
    .action(async (options: Options) => {
      const source = await readSource(options.relpConfig);
      const settings = readFlags(options, source);
      // What knows the resource brings zod along, which the rest of `generate` can do without.
      const { renderRsyslogConfig } = await import('../relp-config/render/config.ts');
      const text = renderRsyslogConfig(settings);
      const { warnings } = await import('../relp-config/warnings.ts');
      for (const warning of warnings(source.config)) io.stderr.write(`warning: ${options.relpConfig}: ${warning}\n`);
      await write(text, options.out, io);
      exit(EXIT.ok);
    });

async function readSource(file: string): Promise<RelpSource> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--relp-config: cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const { readRelpConfig } = await import('../relp-config/relp-config.ts');
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
