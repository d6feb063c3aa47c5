// `rsyslog-pstat serve`: statistics in, a /metrics endpoint out.
import { Command } from 'commander';
import { createPage } from '../exposition/page.ts';
import { OPEN_METRICS, TEXT } from '../exposition/render.ts';
import type { Restored } from '../exposition/restore.ts';
import { EXIT, type Io } from '../io.ts';
import { addLogFlags, createLog, type Log, type LogFlags } from '../log.ts';
import { startHttp, type HttpServer } from '../output/http.ts';
import { addWebFlags, readWebFlags, type WebFlags } from '../output/web-flags.ts';
import { parseDuration } from '../settings/quantity.ts';
import { VERSION } from '../version.ts';
import { addCollectFlags, readCollectFlags, type CollectFlags } from './collect-flags.ts';
import { startCollecting, type Collecting } from './collect.ts';
import type { CommandFactory } from './command.ts';

export interface ServeFlags extends CollectFlags, LogFlags, WebFlags {
  readonly staleAfter?: number;
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
    );
  return addLogFlags(addWebFlags(addCollectFlags(command))).action(async (flags: ServeFlags) => {
    const log = createLog(io, flags);
    const serving = await startServing(flags, io, log);
    await serving.finish();
    exit(EXIT.ok);
  });
};

export interface Serving {
  readonly urls: readonly string[];
  readonly collecting: Collecting;
  /** until the inputs are over or the program is asked to stop */
  finish(): Promise<void>;
}

/** @throws UsageError when an address, a file or an input cannot be used */
export async function startServing(flags: ServeFlags, io: Io, log: Log, restored?: Restored): Promise<Serving> {
  const settings = readCollectFlags(flags);
  const web = readWebFlags(flags);
  const collecting = await startCollecting(io, log, settings, { changed: () => {} }, restored);
  const { collector } = collecting;
  const { counts, store } = collector;
  const page = createPage({ version: VERSION, counts, store, nodeLabel: flags.nodeLabel });
  const silent = (intervalMs = 0): number => flags.staleAfter ?? Math.max(STALE_INTERVALS * intervalMs, STALE_LEAST_MS);
  const http: HttpServer = await startHttp(
    { ...web, offersOpenMetrics: flags.naming === 'standard' },
    {
      metrics: ({ openMetrics }) => {
        const gone = collector.removeSilent(io.now(), silent);
        if (gone.length > 0) log.warn('no statistics for too long; series withdrawn', { hosts: gone.length });
        return page(openMetrics ? OPEN_METRICS : TEXT);
      },
      isReady: () => store.lastBatchAt > 0,
      landing: () => describe(store.lastBatchAt, store.size, io.now()),
    },
    log,
  );
  log.info('serving', {
    version: VERSION,
    inputs: settings.inputs.urls.join(' '),
    url: http.urls.map((url) => url + web.telemetryPath).join(' '),
  });
  return {
    urls: http.urls,
    collecting,
    finish: async () => {
      try {
        await collecting.finish();
      } finally {
        await http.close();
      }
    },
  };
}

function describe(lastBatchAt: number, series: number, now: number): string {
  if (lastBatchAt === 0) return 'No statistics have arrived yet.';
  return `${series} series; the last statistics came ${Math.round((now - lastBatchAt) / 1000)} s ago.`;
}
