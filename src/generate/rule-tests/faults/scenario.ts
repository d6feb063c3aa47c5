// The shape of a scenario: what happens on each node, tick by tick, and what the alerts have to make of it.
import type { Selectors } from '../../promql/selectors.ts';
import type { Setup, Tick } from './node-model.ts';

/** What a node does at a tick; what is left out goes on as usual. */
export interface Event extends Partial<Tick> {
  /** started again at this tick: counters at 0 */
  readonly isRestarted?: boolean;
  /** its statistics stay as they are, while their file is still served */
  readonly isFrozen?: boolean;
  /** its series have ended */
  readonly isGone?: boolean;
  /** nobody answers for the node any more */
  readonly isRemoved?: boolean;
  /** the name of the action, when it has another one than usual */
  readonly action?: string;
  /** of the local messages, the share that the rate limit lets through */
  readonly passed?: number;
  /** lines of statistics cut in each report */
  readonly cutLines?: number;
  /** increments that a dynstats bucket has no room for */
  readonly overflow?: number;
  /** audit rules that were refused */
  readonly isAuditRefused?: boolean;
  /** messages that a worker puts back, per tick */
  readonly putBack?: number;
}

/** @param tick number from 0 on, also below 0 before the fault */
export type Script = (tick: number) => Event;

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly setup: Setup;
  /** of the first node */
  readonly script: Script;
  /** how many nodes there are; the others are healthy and of the same setup */
  readonly nodes?: number;
  /** ticks within which it must be noticed, or intervals of the reports; absent: healthy, nothing may fire */
  readonly bound?: { readonly ticks: number } | { readonly intervals: number };
  /** alerts that notice it */
  readonly seenBy?: readonly string[];
  /** alerts that may fire although all is well */
  readonly tolerated?: readonly string[];
}

/** Ticks before and after the fault. */
export const BEFORE = 30;
export const AFTER = 40;

/** A tick is a minute, or one sample where samples are farther apart: windows grow with them. */
export const tickSeconds = (selectors: Selectors): number => Math.max(60, selectors.sampleSeconds);
