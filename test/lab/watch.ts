// When which alert of which node was firing: one look at Prometheus after another, for all that wait.
import type { Prometheus } from '../peers/prometheus.ts';
import { longestGap, type Span } from './longest-gap.ts';

interface Firing extends Span {
  readonly node: string;
  readonly alert: string;
}

export interface Watch {
  /** @returns alerts of the node that have fired at some time since `since`, with the moment of the first time */
  fired(node: string, since?: number): ReadonlyMap<string, number>;
  /** @returns the longest time, up to now, in which none of them fired, once one had; milliseconds */
  longestGap(node: string, alerts: readonly string[]): number;
  stop(): void;
}

const POLL_MS = 250;

export function watch(prometheus: Prometheus): Watch {
  const ended: Firing[] = [];
  const firing = new Map<string, Firing>();
  const look = async (): Promise<void> => {
    const now = Date.now();
    const seen = new Set<string>();
    for (const { labels, state } of await prometheus.alerts()) {
      const { node = '', alertname: alert = '' } = labels;
      const key = `${node} ${alert}`;
      if (state !== 'firing') continue;
      seen.add(key);
      if (!firing.has(key)) firing.set(key, { node, alert, from: now });
    }
    for (const [key, one] of firing) {
      if (seen.has(key)) continue;
      firing.delete(key);
      ended.push({ ...one, to: now });
    }
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look()
      .catch(() => {})
      .finally(() => (isLooking = false));
  }, POLL_MS);
  const of = (node: string): readonly Firing[] => [...ended, ...firing.values()].filter((one) => one.node === node);
  return {
    fired(node, since = 0) {
      const first = new Map<string, number>();
      for (const { alert, from } of of(node).filter((one) => one.from >= since))
        first.set(alert, Math.min(from, first.get(alert) ?? from));
      return first;
    },
    longestGap: (node, alerts) =>
      longestGap(
        of(node).filter(({ alert }) => alerts.includes(alert)),
        Date.now(),
      ),
    stop: () => clearInterval(timer),
  };
}
