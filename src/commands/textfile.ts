// `rsyslog-pstat textfile`: statistics in, a textfile for node-exporter out.
import { Command, Option } from 'commander';
import { createPage } from '../exposition/page.ts';
import { EXIT, type Io } from '../io.ts';
import { addLogFlags, createLog, type LogFlags } from '../log.ts';
import { VERSION } from '../version.ts';
import { createCollector, startCollecting } from './collect/collect.ts';
import { addCollectFlags, readCollectFlags, type CollectFlags } from './collect/flags.ts';
import { createTextfile, requestPage, restoreFrom } from './collect/publish.ts';
import type { CommandFactory } from './command.ts';

interface TextfileFlags extends CollectFlags, LogFlags {
  readonly output: string;
  readonly onExit: 'keep' | 'remove';
}

export const textfileCommand: CommandFactory = (io, exit) => {
  const command = new Command('textfile')
    .description('write the series to a textfile of node-exporter, replaced with each report')
    .requiredOption('--output <file>', 'the textfile; its folder must exist, its name should end in .prom')
    .addOption(
      new Option('--on-exit <what>', 'whether the textfile stays when the program ends')
        .choices(['keep', 'remove'])
        .default('keep'),
    );
  return addLogFlags(addCollectFlags(command)).action(async (flags: TextfileFlags) => exit(await run(flags, io)));
};

async function run(flags: TextfileFlags, io: Io): Promise<number> {
  const log = createLog(io, flags);
  const settings = readCollectFlags(flags);
  const { output, nodeLabel } = flags;
  if (!output.endsWith('.prom')) log.warn('node-exporter reads only files that end in .prom', { output });
  const collector = createCollector(settings, log, await restoreFrom(output));
  const textfile = createTextfile(output, log);
  const page = createPage({ version: VERSION, collector, nodeLabel, textfileWrites: textfile.writes });
  const collecting = await startCollecting(collector, settings, io, log, () => requestPage(textfile, page));
  log.info('collecting', { version: VERSION, inputs: settings.inputs.urls.join(' '), output });
  await collecting.finish();
  await textfile.flush();
  if (flags.onExit === 'remove') await textfile.remove().catch(() => {});
  return EXIT.ok;
}
