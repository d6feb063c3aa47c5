// `rsyslog-pstat doctor`: examines a node and prints what is wrong with the path of its statistics, causes before effects.
import { Command } from 'commander';
import { readExpected } from '../doctor/facts/expected.ts';
import { gather } from '../doctor/facts/gather.ts';
import { CHECKS, examine, needsAction, type CheckFinding } from '../doctor/index.ts';
import { printChecks } from '../doctor/print.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { DEFAULT_TEXTFILE } from '../relp-config/flags.ts';
import { choiceFlag } from '../flags/declare.ts';
import { readFlagFile } from '../flags/file.ts';
import { parseInterval } from '../flags/quantity.ts';
import { actWith, asText, oneOf, type FlagReader } from '../flags/reader.ts';
import type { CommandFactory } from './command.ts';

const FORMATS = ['text', 'json'] as const;

export const doctorCommand: CommandFactory = (io, exit) => {
  const command = new Command('doctor')
    .description('diagnose the statistics and the forwarding of this node, causes first')
    .option('--rsyslog-conf <file>', 'main configuration file of rsyslog', '/etc/rsyslog.conf')
    .option('--rsyslogd <file>', 'path of rsyslogd, which validates the configuration', '/usr/sbin/rsyslogd')
    .option('--pid-file <file>', 'PID file of rsyslogd (default: the usual path, or any process of that name)')
    .option('--textfile <file>', 'textfile of the exporter (default: from the configuration of rsyslog)')
    .option('--stats-file <file>', 'file that rsyslog writes and the exporter follows (default: log.file of impstats)')
    .option('--metrics-url <url>', 'URL of the metrics of "rsyslog-pstat serve"')
    .option('--node-exporter-url <url>', 'URL of the metrics of node-exporter')
    .option('--action <name>', 'name of the forwarding action (default: from the settings, rsyslog-relp)')
    .option('--settings <file>', 'settings file that the rules were generated with')
    .option('--interval <duration>', 'expected interval of reports (default: from the settings)')
    .addOption(choiceFlag('--format <format>', 'output format', FORMATS, 'text'))
    .option('--print-checks', 'print the documentation of all checks as Markdown and exit');
  return actWith(command, readDoctorFlags, async (flags) => exit(await run(flags, io)));
};

function readDoctorFlags(reader: FlagReader) {
  return {
    rsyslogConf: reader.value('--rsyslog-conf', asText),
    rsyslogd: reader.value('--rsyslogd', asText),
    pidFile: reader.optional('--pid-file', asText),
    textfile: reader.optional('--textfile', asText),
    statsFile: reader.optional('--stats-file', asText),
    metricsUrl: reader.optional('--metrics-url', parseUrl),
    nodeExporterUrl: reader.optional('--node-exporter-url', parseUrl),
    action: reader.optional('--action', asText),
    settings: reader.optional('--settings', readFlagFile),
    interval: reader.optional('--interval', parseInterval),
    format: reader.value('--format', oneOf(FORMATS)),
    printChecks: reader.isSet('--print-checks'),
  };
}

async function run(flags: ReturnType<typeof readDoctorFlags>, io: Io): Promise<number> {
  if (flags.printChecks) {
    io.stdout.write(printChecks(CHECKS));
    return EXIT.ok;
  }
  const { expected, problems } = readExpected(flags.settings, flags);
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

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UsageError('must be a URL such as http://127.0.0.1:9292/metrics');
  return text;
}
