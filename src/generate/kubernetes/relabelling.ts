// Relabelling that adds the labels the rules depend on. Copies no labels of Services: one named "name" or "origin" would replace
// that of the series.
import { duration, seconds } from '../settings/duration.ts';
import type { Settings } from '../settings/settings.ts';

export interface Relabelling {
  readonly sourceLabels?: readonly string[];
  readonly regex?: string;
  readonly action?: 'keep' | 'replace' | 'labeldrop';
  readonly targetLabel?: string;
  readonly replacement?: string;
}

export const constant = (targetLabel: string, replacement: string): Relabelling => ({ targetLabel, replacement });

export const keep = (sourceLabels: readonly string[], regex: string): Relabelling => ({
  sourceLabels,
  regex,
  action: 'keep',
});

/** The node in the label that identifies nodes, and the scraped pod. */
export function nodeLabels({ groupBy }: Settings): readonly Relabelling[] {
  return [
    { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'pod' },
    { sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: groupBy },
  ];
}

/** The exporter's own label for the host of a series, see `--node-label`. */
const OWN = 'node';

/**
 * The host that a series itself names, in place of the node of the pod that was scraped: an exporter may have series of many hosts. Labels of
 * series do not win in general (honorLabels): any textfile could then pass for another job or instance.
 */
export function ownNode({ groupBy }: Settings): readonly Relabelling[] {
  // Prometheus renames a label of a series that the target has as well.
  const renamed = `exported_${OWN}`;
  const from = groupBy === OWN ? renamed : OWN;
  return [
    { sourceLabels: [from], regex: '(.+)', targetLabel: groupBy },
    ...(from === renamed ? [{ regex: renamed, action: 'labeldrop' } as const] : []),
  ];
}

/** Drops the thousand or so series of node-exporter itself. */
export const RSYSLOG_SERIES_ONLY: readonly Relabelling[] = [keep(['__name__'], 'rsyslog_.+')];

const TIMEOUT_SECONDS = 30;

/** Scrape interval and timeout; Prometheus rejects a timeout longer than the interval. */
export function timing({ intervals }: Settings): { readonly interval: string; readonly timeout: string } {
  return { interval: intervals.scrape, timeout: duration(Math.min(TIMEOUT_SECONDS, seconds(intervals.scrape))) };
}
