// The reports of a node, one per interval of impstats, under a script.
import { seconds } from '../../settings/duration.ts';
import type { Selectors } from '../../promql/selectors.ts';
import type { Conditions, Counters, NodeModel } from './node-model.ts';
import { AFTER, BEFORE, HEALED, tickSeconds, type Script, type TickEvent } from './scenario.ts';

const USUAL: Conditions = { local: 200, udp: 100, target: 'up', pace: 1_000_000 };

export interface Report {
  readonly event: TickEvent;
  readonly counters: Readonly<Counters>;
  /** time of the report, in seconds; while frozen, of the last one before */
  readonly reportedAt: number;
  readonly cutLines: number;
  readonly overflow: number;
  readonly putBack: number;
  readonly failedBack: number;
  readonly withoutKey: number;
  readonly locked: number;
  /** reports so far */
  readonly count: number;
}

const NO_SUMS = { cutLines: 0, overflow: 0, putBack: 0, failedBack: 0, withoutKey: 0, locked: 0 };

export function reportsOf(node: NodeModel, script: Script, selectors: Selectors): readonly Report[] {
  const interval = seconds(selectors.settings.intervals.impstats);
  const part = interval / tickSeconds(selectors);
  const reports: Report[] = [];
  const sums = { ...NO_SUMS };
  let lastTick = Number.NaN;
  for (let index = 0; index < (BEFORE + AFTER + HEALED) / part; index += 1) {
    const tick = Math.floor(index * part) - BEFORE;
    const event = script(tick);
    const last = reports.at(-1);
    if (event.isFrozen && last) {
      reports.push({ ...last, event });
      continue;
    }
    if (event.isRestarted && tick !== lastTick) {
      node.restart();
      Object.assign(sums, { ...NO_SUMS, cutLines: sums.cutLines });
    }
    lastTick = tick;
    node.pass({ ...USUAL, ...event }, part);
    sums.cutLines += event.cutLines ?? 0;
    sums.overflow += (event.overflow ?? 0) * part;
    sums.putBack += (event.putBack ?? 0) * part;
    sums.failedBack += event.isPutBackSilently ? 0 : 0.9 * (event.putBack ?? 0) * part;
    sums.withoutKey += (event.withoutKey ?? 0) * part;
    sums.locked += (event.locked ?? 0) * part;
    // The counters of a file that no process writes any more are those before the fault.
    const counters = event.isShadowed && last ? last.counters : node.counters;
    reports.push({ event, counters, reportedAt: index * interval, count: index + 1, ...sums });
  }
  return reports;
}
