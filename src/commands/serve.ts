// `rsyslog-pstat serve`: statistics in, a /metrics endpoint out.
import { Command } from 'commander';
import { createPage } from '../exposition/page.ts';
import { OPEN_METRICS, TEXT } from '../exposition/render.ts';
import type { SelfState } from '../exposition/self-metrics.ts';
import { EXIT, type Io } from '../io.ts';
import { addLogFlags, createLog, type Log, type LogFlags } from '../log.ts';
import type { HttpPages } from '../output/http/handler.ts';
import { startHttp } from '../output/http/server.ts';
import type { Textfile } from '../output/textfile.ts';
import { addWebFlags, readWebFlags, type WebFlags } from '../output/web-config/flags.ts';
import { parseDuration } from '../flags/quantity.ts';
import { VERSION } from '../version.ts';
import { addCollectFlags, readCollectFlags, type CollectFlags } from './collect/flags.ts';
import { startCollecting, type Collecting } from './collect/collect.ts';
import type { CommandFactory } from './command.ts';
import { publishTo, restoreFrom } from './collect/publish.ts';

export interface ServeFlags extends CollectFlags, LogFlags, WebFlags {
  readonly staleAfter?: number;
  readonly state?: string;
}

/** A source counts as silent after this many of its intervals, but not before the minimum. */
const STALE_INTERVALS = 5;
const STALE_LEAST_MS = 300_000;

export const serveCommand: CommandFactory = (io, exit) => {
  const command = new Command('serve')
    .description('serve the series to Prometheus on a /metrics endpoint')
    .option(
      '--stale-after <duration>',
      'withdraw the series of a host that has been silent for so long (default: 5 intervals, at least 5m)',
      parseDuration,
    )
    .option('--state <file>', 'keep the sums of counters that rsyslog resets over our own restarts');
  return addLogFlags(addWebFlags(addCollectFlags(command))).action(async (flags: ServeFlags) => {
    const serving = await startServing(flags, io, createLog(io, flags));
    await serving.finish();
    exit(EXIT.ok);
  });
};

export interface Serving {
  readonly urls: readonly string[];
  /** until the inputs are over or the program is asked to stop */
  finish(): Promise<void>;
}

/** @throws UsageError when an address, a file or an input cannot be used */
export async function startServing(flags: ServeFlags, io: Io, log: Log): Promise<Serving> {
  const settings = readCollectFlags(flags);
  const web = readWebFlags(flags);
  const restored = flags.state === undefined ? undefined : await restoreFrom(flags.state);
  let state: Textfile | undefined;
  const collecting = await startCollecting(io, log, settings, { changed: () => state?.request() }, restored);
  const { counts, store } = collecting.collector;
  const self = { version: VERSION, counts, store, nodeLabel: flags.nodeLabel };
  const offersOpenMetrics = flags.naming === 'standard';
  const http = await startHttp({ ...web, offersOpenMetrics }, pagesOf(self, flags, collecting, io, log), log).catch(
    async (error: unknown) => {
      await collecting.stop();
      throw error;
    },
  );
  if (flags.state !== undefined) state = publishTo(flags.state, self, { success: 0, failure: 0 }, log);
  log.info('serving', {
    version: VERSION,
    inputs: settings.inputs.urls.join(' '),
    url: http.urls.map((url) => url + web.telemetryPath).join(' '),
  });
  return {
    urls: http.urls,
    finish: async () => {
      try {
        await collecting.finish();
        await state?.settled();
      } finally {
        await http.close();
      }
    },
  };
}

function pagesOf(self: SelfState, flags: ServeFlags, { collector }: Collecting, io: Io, log: Log): HttpPages {
  const page = createPage(self);
  const { store } = self;
  const silent = (intervalMs = 0): number => flags.staleAfter ?? Math.max(STALE_INTERVALS * intervalMs, STALE_LEAST_MS);
  return {
    metrics: ({ openMetrics }) => {
      const gone = collector.removeSilent(io.now(), silent);
      if (gone.length > 0) log.warn('no statistics for too long; series withdrawn', { hosts: gone.length });
      return page(openMetrics ? OPEN_METRICS : TEXT);
    },
    isReady: () => store.lastBatchAt > 0,
    landing: () => describe(store.lastBatchAt, store.size, io.now()),
  };
}

function describe(lastBatchAt: number, series: number, now: number): string {
  if (lastBatchAt === 0) return 'No statistics have arrived yet.';
  return `${series} series; the last statistics came ${Math.round((now - lastBatchAt) / 1000)} s ago.`;
}
