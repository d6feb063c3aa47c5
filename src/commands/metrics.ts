// `rsyslog-pstat metrics`: prints the catalogue as a table, as the reference page of the documentation, or as JSON.
import { Command } from 'commander';
import { metricRows, printJson, printMarkdown, printTable, type MetricRow } from '../catalogue/print.ts';
import { choiceFlag } from '../flags/declare.ts';
import { actWith, oneOf, type FlagReader } from '../flags/reader.ts';
import { EXIT, UsageError } from '../io.ts';
import type { CommandFactory } from './command.ts';

const PRINTERS = { table: printTable, markdown: printMarkdown, json: printJson } as const;
const FORMATS = ['table', 'markdown', 'json'] as const;

export const metricsCommand: CommandFactory = (io, exit) => {
  const command = new Command('metrics')
    .description('list all known counters of rsyslog and their series')
    .addOption(choiceFlag('--format <format>', 'output format', FORMATS, 'table'))
    .option('--origin <origin>', 'list only counters of this origin, for example core.action');
  return actWith(command, readMetricsFlags, ({ format, rows }) => {
    io.stdout.write(PRINTERS[format](rows));
    exit(EXIT.ok);
  });
};

const readMetricsFlags = (reader: FlagReader) => ({
  format: reader.value('--format', oneOf(FORMATS)),
  rows: reader.optional('--origin', rowsOfOrigin) ?? metricRows(),
});

function rowsOfOrigin(origin: string): readonly MetricRow[] {
  const rows = metricRows();
  const found = rows.filter((row) => row.origin === origin);
  if (found.length > 0) return found;
  const known = [...new Set(rows.map((row) => row.origin))].sort();
  throw new UsageError(`must be one of ${known.join(', ')}`);
}
