// The pages of `serve`: withdraws the series of silent hosts before a page is made, and answers health and readiness.
import type { Collector } from '../collector/collector.ts';
import { STALE_LEAST_MS } from '../collector/hosts.ts';
import type { RenderPage } from '../exposition/page.ts';
import { OPEN_METRICS, TEXT } from '../exposition/render.ts';
import type { Log } from '../log.ts';
import type { HttpPages } from '../output/http/pages.ts';

export interface Staleness {
  /** withdraws a host's series after this silence; undefined: after five of its intervals, at least five minutes */
  readonly staleAfterMs?: number | undefined;
  /** whether /-/healthy fails when all hosts have been silent for so long; at the start, the program has as much time */
  readonly staleUnhealthy?: boolean;
}

/** @param now the monotonic clock, milliseconds */
export function servePages(
  collector: Collector,
  page: RenderPage,
  { staleAfterMs = STALE_LEAST_MS, staleUnhealthy = false }: Staleness,
  now: () => number,
  log: Pick<Log, 'warn'>,
): HttpPages {
  const { store } = collector;
  const startedMs = now();
  let lastReportMs: number | undefined;
  const withdrawSilent = (): void => {
    lastReportMs = store.latestSource?.lastBatchMs ?? lastReportMs;
    const hosts = collector.removeSilent(now());
    if (hosts > 0) log.warn('no statistics for too long; series withdrawn', { hosts });
  };
  const since = (fromMs: number): string => `${Math.round((now() - fromMs) / 1000)} s`;
  /** what is wrong with the reports, undefined while there is at least one host with series */
  const problem = (): string | undefined => {
    withdrawSilent();
    if (store.latestSource?.lastBatchMs !== undefined) return undefined;
    if (lastReportMs === undefined) return `no report has come since the start ${since(startedMs)} ago`;
    return `the last report came ${since(lastReportMs)} ago; all series are withdrawn`;
  };
  return {
    metrics: ({ openMetrics }) => {
      withdrawSilent();
      return page(openMetrics ? OPEN_METRICS : TEXT);
    },
    unready: problem,
    unhealthy: () => {
      if (!staleUnhealthy) return undefined;
      const isStarting = now() - startedMs <= staleAfterMs;
      return isStarting ? undefined : problem();
    },
    landing: () => problem() ?? `${store.size} series; the last report came ${since(lastReportMs ?? startedMs)} ago`,
  };
}
