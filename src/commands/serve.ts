// `rsyslog-pstat serve`: statistics in, a /metrics endpoint out.
import { Command } from 'commander';
import { createPage } from '../exposition/page.ts';
import { switchFlag } from '../flags/declare.ts';
import { parseDuration } from '../flags/quantity.ts';
import { actWith, type FlagReader } from '../flags/reader.ts';
import { EXIT, type Io } from '../io.ts';
import { addLogFlags, createLog, readLogFlags, type Log } from '../log.ts';
import { createPasswordThread } from '../output/http/password-thread.ts';
import { zeroHttpRefusals } from '../output/http/refusals.ts';
import { startHttp } from '../output/http/server.ts';
import { parseReplaceable } from '../output/replace-file.ts';
import { addWebFlags, readWebFlags } from '../output/web-config/flags.ts';
import { NOTHING_RESTORED } from '../series/restored.ts';
import { VERSION } from '../version.ts';
import { createCollector, startCollecting } from './collect/collect.ts';
import { addCollectFlags, readCollectFlags, type CollectSettings } from './collect/flags.ts';
import { createTextfile, requestPage, restoreFrom } from './collect/publish.ts';
import type { CommandFactory } from './command.ts';
import { servePages, type Staleness } from './serve-pages.ts';

/** How late a scrape may show rejected lines and refusals. */
const MAX_LAG_MS = 1000;

export const serveCommand: CommandFactory = (io, exit) => {
  const command = new Command('serve')
    .description('serve the series to Prometheus on a /metrics endpoint')
    .option(
      '--stale-after <duration>',
      'withdraw the series of a host after this long without a report (default: 5 intervals, at least 5m)',
    )
    .addOption(switchFlag('--web.stale-unhealthy', 'fail /-/healthy after --stale-after without a report of any host'))
    .option('--state <file>', 'file that keeps the sums of reset counters across restarts of the exporter');
  return actWith(addLogFlags(addWebFlags(addCollectFlags(command))), readServeFlags, async (flags) => {
    const serving = await startServing(flags, io, createLog(io, flags.log));
    exit((await serving.finish()) ? EXIT.ok : EXIT.usage);
  });
};

const readServeFlags = (reader: FlagReader) => ({
  log: readLogFlags(reader),
  collect: readCollectFlags(reader),
  web: readWebFlags(reader),
  staleAfterMs: reader.optional('--stale-after', parseDuration),
  staleUnhealthy: reader.isSet('--web.stale-unhealthy'),
  state: reader.optional('--state', parseReplaceable),
});

export interface ServeSettings extends Staleness {
  readonly collect: CollectSettings;
  readonly web: ReturnType<typeof readWebFlags>;
  /** file that keeps sums over restarts */
  readonly state?: string | undefined;
}

export interface Serving {
  readonly urls: readonly string[];
  /**
   * Settles when all inputs are over or the program is asked to stop.
   * @returns false when the last state could not be written
   */
  finish(): Promise<boolean>;
}

/** @throws UsageError when an address, a file or an input cannot be used */
export async function startServing(flags: ServeSettings, io: Io, log: Log): Promise<Serving> {
  const { web, staleAfterMs } = flags;
  const settings = { ...flags.collect, collector: { ...flags.collect.collector, staleAfterMs } };
  const restored = flags.state === undefined ? NOTHING_RESTORED : await restoreFrom(flags.state);
  const collector = createCollector(settings, io, log, restored);
  const httpRefusals = zeroHttpRefusals();
  const page = createPage(
    { version: VERSION, collector, nodeLabel: settings.collector.nodeLabel, httpRefusals },
    { now: io.monotonicMs, maxLagMs: MAX_LAG_MS },
  );
  const state = flags.state === undefined ? undefined : createTextfile(flags.state, log);
  const saveState = state ? () => requestPage(state, page) : () => {};
  const offersOpenMetrics = settings.store.naming === 'standard';
  const http = await startHttp(
    { ...web, offersOpenMetrics, comparePassword: createPasswordThread(), refusals: httpRefusals },
    servePages(collector, page, flags, io.monotonicMs, log),
    log,
  );
  try {
    const collecting = await startCollecting(collector, settings, io, log, saveState);
    log.info('serving', {
      version: VERSION,
      inputs: settings.inputs.urls.map(({ text }) => text).join(' '),
      url: http.urls.map((url) => url + web.telemetryPath).join(' '),
    });
    return {
      urls: http.urls,
      finish: async () => {
        try {
          await collecting.finish();
          return (await state?.flush()) ?? true;
        } finally {
          await http.close();
        }
      },
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}
