// `rsyslog-pstat metrics`: prints the catalogue as a table, as the reference page of the documentation, or as JSON.
import { Command, Option } from 'commander';
import { metricRows, printJson, printMarkdown, printTable, type MetricRow } from '../catalogue/print.ts';
import { EXIT, UsageError } from '../io.ts';
import type { CommandFactory } from './command.ts';

const PRINTERS = { table: printTable, markdown: printMarkdown, json: printJson } as const;

interface Flags {
  readonly format: keyof typeof PRINTERS;
  readonly origin?: string;
}

export const metricsCommand: CommandFactory = (io, exit) =>
  new Command('metrics')
    .description('list every known counter of rsyslog, and its series')
    .addOption(new Option('--format <format>', 'how to print it').choices(Object.keys(PRINTERS)).default('table'))
    .option('--origin <origin>', 'only the counters of this origin, for example core.action')
    .action(({ format, origin }: Flags) => {
      io.stdout.write(PRINTERS[format](ofOrigin(metricRows(), origin)));
      exit(EXIT.ok);
    });

function ofOrigin(rows: readonly MetricRow[], origin: string | undefined): readonly MetricRow[] {
  if (origin === undefined) return rows;
  const found = rows.filter((row) => row.origin === origin);
  if (found.length > 0) return found;
  const known = [...new Set(rows.map((row) => row.origin))].sort();
  throw new UsageError(`unknown origin '${origin}', known are: ${known.join(', ')}`);
}
