// Relabelling that gives our series the labels that the rules go by. Copies no labels of Services: one called "name" or "origin"
// would push ours aside.
import { duration, seconds } from '../settings/duration.ts';
import type { Settings } from '../settings/settings.ts';

export interface Relabelling {
  readonly sourceLabels?: readonly string[];
  readonly regex?: string;
  readonly action?: 'keep' | 'replace';
  readonly targetLabel?: string;
  readonly replacement?: string;
}

export const constant = (targetLabel: string, replacement: string): Relabelling => ({ targetLabel, replacement });

export const keep = (sourceLabels: readonly string[], regex: string): Relabelling => ({
  sourceLabels,
  regex,
  action: 'keep',
});

/** The name of the node in the label that tells nodes apart, and the pod it was read from. */
export function nodeLabels({ groupBy }: Settings): readonly Relabelling[] {
  return [
    { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'pod' },
    { sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: groupBy },
  ];
}

/** Node-exporter has a thousand series of its own, which others scrape. */
export const OURS_ONLY: readonly Relabelling[] = [keep(['__name__'], 'rsyslog_.+')];

const TIMEOUT_SECONDS = 30;

/** How often to scrape, and how long it may take: never longer than the interval. */
export function timing({ intervals }: Settings): { readonly interval: string; readonly timeout: string } {
  return { interval: intervals.scrape, timeout: duration(Math.min(TIMEOUT_SECONDS, seconds(intervals.scrape))) };
}
