// `rsyslog-pstat check FILE...`: reads recorded statistics, lists rejected lines with their place and the reason, and sums them up by
// reason. The list has a limit, the counts have none.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { Collector, type RejectedLine } from '../collector/collector.ts';
import { choiceFlag, textFlag } from '../flags/declare.ts';
import { parseCount } from '../flags/quantity.ts';
import { actWith, oneOf, type FlagReader } from '../flags/reader.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { SeriesStore } from '../series/store.ts';
import { printAsJson, printAsText, type CheckedFile, type CheckPrinter } from './check-printer.ts';
import type { CommandFactory } from './command.ts';

const PRINTERS = { text: printAsText, json: printAsJson } as const;
const FORMATS = ['text', 'json'] as const;

export const checkCommand: CommandFactory = (io, exit) => {
  const command = new Command('check')
    .description('list the rejected lines of recorded statistics, and sum them up by reason')
    .argument('<file...>', 'recordings; - is standard input')
    .addOption(textFlag('--max <count>', 'maximum number of rejected lines to list; all are counted', '20'))
    .addOption(choiceFlag('--format <format>', 'output format', FORMATS, 'text'));
  return actWith(command, readCheckFlags, async ({ max, format }, files) => {
    exit(await run(files, io, PRINTERS[format](io.stdout, max)));
  });
};

const readCheckFlags = (reader: FlagReader) => ({
  max: reader.value('--max', parseCount(0)),
  format: reader.value('--format', oneOf(FORMATS)),
});

async function run(files: readonly string[], io: Io, printer: CheckPrinter): Promise<number> {
  const unreadable: string[] = [];
  let hasRejected = false;
  for (const file of files) {
    try {
      const checked = await checkFile(file, io, (line) => printer.rejected(line));
      printer.file(checked);
      hasRejected ||= Object.keys(checked.rejected).length > 0;
    } catch (error) {
      unreadable.push(`${file}: ${(error as Error).message}`);
    }
  }
  printer.end();
  if (unreadable.length > 0) throw new UsageError(unreadable);
  return hasRejected ? EXIT.findings : EXIT.ok;
}

/** @throws the error of the file system when it cannot be read */
async function checkFile(file: string, io: Io, onRejected: (line: RejectedLine) => void): Promise<CheckedFile> {
  const collector = new Collector(new SeriesStore(), {}, onRejected);
  const input: Readable = file === '-' ? io.stdin : createReadStream(file);
  const stream = collector.stream(file);
  for await (const chunk of input) stream.write(chunk as Buffer, io.now());
  stream.end(io.now());
  collector.closeAll();
  const { counts, drops, endedBatches, store } = collector;
  return {
    file,
    lines: counts.lines,
    reports: endedBatches,
    incompleteReports: counts.batches.incomplete,
    series: store.size,
    dropped: Object.values(drops).reduce((sum, count) => sum + count, 0),
    rejected: Object.fromEntries(Object.entries(counts.rejected).filter(([, count]) => count > 0)),
  };
}
