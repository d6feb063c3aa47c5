// `rsyslog-pstat textfile`: statistics in, a textfile for node-exporter out.
import { Command, Option } from 'commander';
import { EXIT, type Io } from '../io.ts';
import { addLogFlags, createLog, type LogFlags } from '../log.ts';
import type { Textfile } from '../output/textfile.ts';
import { VERSION } from '../version.ts';
import { addCollectFlags, readCollectFlags, type CollectFlags } from './collect/flags.ts';
import { startCollecting } from './collect/collect.ts';
import type { CommandFactory } from './command.ts';
import { publishTo, restoreFrom } from './collect/publish.ts';

interface TextfileFlags extends CollectFlags, LogFlags {
  readonly output: string;
  readonly onExit: 'keep' | 'remove';
}

export const textfileCommand: CommandFactory = (io, exit) => {
  const command = new Command('textfile')
    .description('write the series to a textfile of node-exporter, replaced with each emission')
    .requiredOption('--output <file>', 'the textfile; its folder must exist, its name should end in .prom')
    .addOption(
      new Option('--on-exit <what>', 'what becomes of the textfile at the end')
        .choices(['keep', 'remove'])
        .default('keep'),
    );
  return addLogFlags(addCollectFlags(command)).action(async (flags: TextfileFlags) => exit(await run(flags, io)));
};

async function run(flags: TextfileFlags, io: Io): Promise<number> {
  const log = createLog(io, flags);
  const settings = readCollectFlags(flags);
  const { output } = flags;
  if (!output.endsWith('.prom')) log.warn('node-exporter reads only files that end in .prom', { output });
  const restored = await restoreFrom(output);
  let textfile: Textfile | undefined;
  const collecting = await startCollecting(io, log, settings, { changed: () => textfile?.request() }, restored);
  const { counts, store } = collecting.collector;
  const textfileWrites = { success: 0, failure: 0 };
  const self = { version: VERSION, counts, store, nodeLabel: flags.nodeLabel, textfileWrites };
  textfile = publishTo(output, self, textfileWrites, log);
  log.info('collecting', { version: VERSION, inputs: settings.inputs.urls.join(' '), output });
  await collecting.finish();
  await textfile.settled();
  if (flags.onExit === 'remove') await textfile.remove().catch(() => {});
  return EXIT.ok;
}
