// `rsyslog-pstat textfile`: statistics in, a textfile for node-exporter out.
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { createPage } from '../exposition/page.ts';
import { choiceFlag } from '../flags/declare.ts';
import { actWith, oneOf, type FlagReader } from '../flags/reader.ts';
import { EXIT, type Io } from '../io.ts';
import { addLogFlags, createLog, readLogFlags } from '../log.ts';
import { parseReplaceable } from '../output/replace-file.ts';
import { VERSION } from '../version.ts';
import { createCollector, startCollecting } from './collect/collect.ts';
import { addCollectFlags, readCollectFlags } from './collect/flags.ts';
import { createTextfile, requestPage, restoreFrom } from './collect/publish.ts';
import type { CommandFactory } from './command.ts';

const ON_EXIT = ['keep', 'remove'] as const;

export const textfileCommand: CommandFactory = (io, exit) => {
  const command = new Command('textfile')
    .description('write the series to a textfile for node-exporter after each report')
    .option('--output <file>', 'textfile to write, in an existing folder; the name should end in .prom')
    .addOption(choiceFlag('--on-exit <what>', 'keep or remove the textfile when the program ends', ON_EXIT, 'keep'));
  return actWith(addLogFlags(addCollectFlags(command)), readTextfileFlags, async (flags) => exit(await run(flags, io)));
};

const readTextfileFlags = (reader: FlagReader) => ({
  log: readLogFlags(reader),
  collect: readCollectFlags(reader),
  output: reader.required('--output', parseReplaceable) ?? '',
  onExit: reader.value('--on-exit', oneOf(ON_EXIT)),
});

async function run(flags: ReturnType<typeof readTextfileFlags>, io: Io): Promise<number> {
  const log = createLog(io, flags.log);
  const { output, collect: settings } = flags;
  const { nodeLabel } = settings.collector;
  if (!output.endsWith('.prom')) log.warn('node-exporter reads only files that end in .prom', { output });
  const collector = createCollector(settings, io, log, await restoreFrom(output));
  const textfile = createTextfile(output, log);
  const page = createPage({ version: VERSION, collector, nodeLabel, textfileWrites: textfile.writes });
  const collecting = await startCollecting(collector, settings, io, log, () => requestPage(textfile, page));
  // An exporter that never gets a report must show. An old file stays until the first one: its values are better than none.
  if (!existsSync(output)) requestPage(textfile, page);
  log.info('collecting', { version: VERSION, inputs: settings.inputs.urls.map(({ text }) => text).join(' '), output });
  await collecting.finish();
  const isWritten = await textfile.flush();
  if (flags.onExit === 'remove') await textfile.remove().catch(() => {});
  return isWritten ? EXIT.ok : EXIT.usage;
}
