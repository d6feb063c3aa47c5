// `rsyslog-pstat doctor`: looks at a running node and says what is wrong with the way of its statistics, first cause first.
import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readExpected } from '../doctor/facts/expected.ts';
import { gather, type Places } from '../doctor/facts/gather.ts';
import { examine, needsDoing, type NamedFinding } from '../doctor/index.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { parseCount } from '../flags/quantity.ts';
import type { CommandFactory } from './command.ts';

interface DoctorFlags extends Places {
  readonly action?: string;
  readonly settings?: string;
  readonly interval?: number;
  readonly format: 'text' | 'json';
}

export const doctorCommand: CommandFactory = (io, exit) =>
  new Command('doctor')
    .description('look at this node and say what is wrong with its statistics and its forwarding, first cause first')
    .option('--rsyslog-conf <file>', 'main configuration file of rsyslog', '/etc/rsyslog.conf')
    .option('--rsyslogd <file>', 'the program that judges it', '/usr/sbin/rsyslogd')
    .option('--pid-file <file>', 'of rsyslogd (default: its usual place, or any process of that name)')
    .option('--textfile <file>', "the exporter's output (default: what rsyslog's configuration names)")
    .option('--stats-file <file>', 'what rsyslog writes and the exporter follows (default: log.file of impstats)')
    .option('--metrics-url <url>', 'the page of "rsyslog-pstat serve"', parseUrl)
    .option('--node-exporter-url <url>', 'the metrics page of node-exporter', parseUrl)
    .option('--action <name>', 'the action that the rules select (default: of the settings, rsyslog-relp)')
    .option('--settings <file>', 'settings that the rules were generated with')
    .option(
      '--interval <seconds>',
      'what the rules expect between two reports (default: of the settings)',
      parseCount(1),
    )
    .addOption(new Option('--format <format>', 'form of the findings').choices(['text', 'json']).default('text'))
    .action(async (flags: DoctorFlags) => exit(await run(flags, io)));

async function run(flags: DoctorFlags, io: Io): Promise<number> {
  const settings = flags.settings === undefined ? undefined : await readSettings(flags.settings);
  const { expected, problems } = readExpected(settings, flags);
  for (const problem of problems) io.stderr.write(`warning: ${problem}\n`);
  const findings = examine(await gather(flags, expected, io.now));
  io.stdout.write(flags.format === 'json' ? `${JSON.stringify(findings, null, 2)}\n` : render(findings));
  return findings.some(needsDoing) ? EXIT.findings : EXIT.ok;
}

/** What needs doing comes first, in the order of causes; then what could not be looked at; what is well comes last. */
function render(findings: readonly NamedFinding[]): string {
  const skipped = findings.filter(({ verdict }) => verdict === 'SKIP');
  const well = findings.filter(({ verdict }) => verdict === 'OK');
  const lines = [...findings.filter(needsDoing), ...skipped, ...well].map(({ verdict, check, what, fix }) => {
    const line = `${verdict.padEnd(4)}  ${check}: ${what}\n`;
    return fix === undefined ? line : `${line}      fix: ${fix}\n`;
  });
  return lines.join('');
}

async function readSettings(file: string): Promise<{ file: string; text: string }> {
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
