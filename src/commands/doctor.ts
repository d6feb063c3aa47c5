// `rsyslog-pstat doctor`: examines a node and prints what is wrong with the path of its statistics, causes before effects.
import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readExpected } from '../doctor/facts/expected.ts';
import { gather, type Places } from '../doctor/facts/gather.ts';
import { CHECKS, examine, needsAction, type CheckFinding } from '../doctor/index.ts';
import { printChecks } from '../doctor/print.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { DEFAULT_TEXTFILE } from '../relp-config/flags.ts';
import { parseCount } from '../flags/quantity.ts';
import type { CommandFactory } from './command.ts';

interface DoctorFlags extends Omit<Places, 'defaultTextfile'> {
  readonly action?: string;
  readonly settings?: string;
  readonly interval?: number;
  readonly format: 'text' | 'json';
  readonly printChecks?: boolean;
}

export const doctorCommand: CommandFactory = (io, exit) =>
  new Command('doctor')
    .description('examine this node and print what is wrong with its statistics and its forwarding, causes first')
    .option('--rsyslog-conf <file>', 'main configuration file of rsyslog', '/etc/rsyslog.conf')
    .option('--rsyslogd <file>', 'the program that tests it', '/usr/sbin/rsyslogd')
    .option('--pid-file <file>', 'of rsyslogd (default: the usual place, or any process of that name)')
    .option('--textfile <file>', 'output of the exporter (default: as in the configuration of rsyslog)')
    .option('--stats-file <file>', 'file that rsyslog writes and the exporter follows (default: log.file of impstats)')
    .option('--metrics-url <url>', 'the page of "rsyslog-pstat serve"', parseUrl)
    .option('--node-exporter-url <url>', 'the metrics page of node-exporter', parseUrl)
    .option('--action <name>', 'the action that the rules select (default: of the settings, rsyslog-relp)')
    .option('--settings <file>', 'settings that the rules were generated with')
    .option(
      '--interval <seconds>',
      'interval between two reports that the rules expect (default: of the settings)',
      parseCount(1),
    )
    .addOption(new Option('--format <format>', 'form of the findings').choices(['text', 'json']).default('text'))
    .option('--print-checks', 'print the documentation of all checks as Markdown, and examine nothing')
    .action(async (flags: DoctorFlags) => exit(await run(flags, io)));

async function run(flags: DoctorFlags, io: Io): Promise<number> {
  if (flags.printChecks) {
    io.stdout.write(printChecks(CHECKS));
    return EXIT.ok;
  }
  const settings = flags.settings === undefined ? undefined : await readSettingsFile(flags.settings);
  const { expected, problems } = readExpected(settings, flags);
  for (const problem of problems) io.stderr.write(`warning: ${problem}\n`);
  const findings = examine(await gather({ ...flags, defaultTextfile: DEFAULT_TEXTFILE }, expected, io.now));
  io.stdout.write(flags.format === 'json' ? `${JSON.stringify(findings, null, 2)}\n` : render(findings));
  return findings.some(needsAction) ? EXIT.findings : EXIT.ok;
}

/** First what needs action, in the order of causes; then what could not be examined; then what is well. */
function render(findings: readonly CheckFinding[]): string {
  const skipped = findings.filter(({ severity }) => severity === 'SKIP');
  const well = findings.filter(({ severity }) => severity === 'OK');
  const lines = [...findings.filter(needsAction), ...skipped, ...well].map(({ severity, check, what, fix }) => {
    const line = `${severity.padEnd(4)}  ${check}: ${what}\n`;
    return fix === undefined ? line : `${line}      fix: ${fix}\n`;
  });
  return lines.join('');
}

async function readSettingsFile(file: string): Promise<{ file: string; text: string }> {
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (cause) {
    throw new UsageError(`--settings: cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('a URL looks like http://127.0.0.1:9292/metrics');
  return text;
}
