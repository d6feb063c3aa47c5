// The pages of `serve`, and what they say about silence: series of silent hosts are withdrawn before a page is made.
import type { Collector } from '../collector/collector.ts';
import type { RenderPage } from '../exposition/page.ts';
import { OPEN_METRICS, TEXT } from '../exposition/render.ts';
import type { Log } from '../log.ts';
import type { HttpPages } from '../output/http/pages.ts';

/** A host counts as silent after this many of its intervals, but not before the minimum. */
const STALE_INTERVALS = 5;
const STALE_LEAST_MS = 300_000;

export interface Staleness {
  /** withdraws a host's series after this silence; undefined: after STALE_INTERVALS of its intervals */
  readonly staleAfterMs?: number | undefined;
  /** whether /-/healthy fails when all hosts have been silent for so long; at the start, the program has as much time */
  readonly staleUnhealthy?: boolean;
}

export function servePages(
  collector: Collector,
  page: RenderPage,
  { staleAfterMs, staleUnhealthy = false }: Staleness,
  now: () => number,
  log: Pick<Log, 'warn'>,
): HttpPages {
  const { store } = collector;
  const startedAt = now();
  let lastReportAt = 0;
  const silent = (intervalMs = 0): number => staleAfterMs ?? Math.max(STALE_INTERVALS * intervalMs, STALE_LEAST_MS);
  const withdrawSilent = (): void => {
    lastReportAt = Math.max(lastReportAt, store.lastBatchAt);
    const hosts = collector.removeSilent(now(), silent);
    if (hosts > 0) log.warn('no statistics for too long; series withdrawn', { hosts });
  };
  const since = (from: number): string => `${Math.round((now() - from) / 1000)} s`;
  /** what is wrong with the reports, undefined while there is at least one host with series */
  const problem = (): string | undefined => {
    withdrawSilent();
    if (store.lastBatchAt > 0) return undefined;
    if (lastReportAt === 0) return `no report has come since the start ${since(startedAt)} ago`;
    return `the last report came ${since(lastReportAt)} ago; all series are withdrawn`;
  };
  return {
    metrics: ({ openMetrics }) => {
      withdrawSilent();
      return page(openMetrics ? OPEN_METRICS : TEXT);
    },
    unready: problem,
    unhealthy: () => {
      if (!staleUnhealthy) return undefined;
      const isStarting = now() - startedAt <= silent();
      return isStarting ? undefined : problem();
    },
    landing: () => problem() ?? `${store.size} series; the last report came ${since(store.lastBatchAt)} ago`,
  };
}
