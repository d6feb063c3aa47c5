// The shape of a scenario: what happens to a node, tick by tick, and which alerts must fire.
import type { Selectors } from '../../promql/selectors.ts';
import type { SettingsInput } from '../../settings/settings.ts';
import type { ActionSetup, Conditions } from './node-model.ts';

/** What differs from the usual conditions during a tick. */
export interface TickEvent extends Partial<Conditions> {
  /** rsyslogd starts again at this tick: its counters are 0 */
  readonly isRestarted?: boolean;
  /** the textfile is served with the values of the last report */
  readonly isFrozen?: boolean;
  /** the series of rsyslogd and of the exporter have ended */
  readonly isGone?: boolean;
  /** the node does not exist (any more) */
  readonly isRemoved?: boolean;
  /** name of the action; default: the one of the settings; `null`: rsyslogd has no action */
  readonly action?: string | null;
  /** the exporter continues, and keeps the time of the last report of a host whose series it has withdrawn */
  readonly isWithdrawn?: boolean;
  /** the exporter runs, and has never had a report */
  readonly isNeverReported?: boolean;
  /** new reports come, and another file with old values is served */
  readonly isShadowed?: boolean;
  /** a second exporter writes the same file in turn */
  readonly hasTwoExporters?: boolean;
  /** no scrape succeeds */
  readonly isUnscraped?: boolean;
  /** inputs of this node have no counter */
  readonly isUncounted?: boolean;
  /** seconds by which the clock of the node is ahead */
  readonly clockAhead?: number;
  /** increments of dynstats that are lost because the key was empty, or the bucket locked, per tick */
  readonly withoutKey?: number;
  readonly locked?: number;
  /** keys of dynstats that share a series with another one */
  readonly mergedKeys?: number;
  /** share of the local messages that the rate limit passes */
  readonly passed?: number;
  /** truncated lines per report */
  readonly cutLines?: number;
  /** increments that do not fit into a dynstats bucket, per tick */
  readonly overflow?: number;
  /** the kernel refused the audit rules */
  readonly isAuditRefused?: boolean;
  /** messages that a worker puts back into the queue, per tick */
  readonly putBack?: number;
  /** the worker counts no failure for them */
  readonly isPutBackSilently?: boolean;
}

/** @param tick number, negative before the fault and 0 at its start */
export type Script = (tick: number) => TickEvent;

export interface Situation {
  readonly id: string;
  readonly title: string;
}

/** Time within which an alert must fire, in ticks or in intervals between reports. */
export type Bound = { readonly ticks: number } | { readonly intervals: number };

export interface Scenario extends Situation {
  /** further faults that leave the same series in Prometheus, and differ on the node only */
  readonly lookAlikes?: readonly Situation[];
  /** default: OWN_QUEUE */
  readonly setup?: ActionSetup;
  /** of the first node */
  readonly script: Script;
  /** all nodes have the fault */
  readonly isEverywhere?: boolean;
  /** settings without which it cannot be distinguished from a healthy situation, or the other way round */
  readonly settings?: SettingsInput;
  /** number of nodes, default 3; all but the first are healthy and have the same setup */
  readonly nodes?: number;
  /** absent: a healthy situation, in which no alert may fire */
  readonly bound?: Bound;
  /** alerts that must fire within the bound */
  readonly seenBy?: readonly string[];
  /** alerts that may fire in a healthy situation */
  readonly tolerated?: readonly string[];
}

/** The action has its own queue and endless retries. */
export const OWN_QUEUE: ActionSetup = { queue: 'own', retries: -1, capacity: 100_000 };

/** A scenario and its look-alikes. */
export const situationsOf = (scenario: Scenario): readonly Situation[] => [scenario, ...(scenario.lookAlikes ?? [])];

/** Ticks before the fault, of the fault, and after its end. */
export const BEFORE = 30;
export const AFTER = 40;
export const HEALED = 25;

/** A tick is a minute, or the distance of two samples where that is longer, since windows grow with it. */
export const tickSeconds = (selectors: Selectors): number => Math.max(60, selectors.sampleSeconds);
