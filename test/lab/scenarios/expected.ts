// What the second set of faults must raise: the alerts that name the thing (any of them is enough) and the bound, in intervals.
// A fault that no alert names yet fails with what fired instead. Alerts are renamed and added here alone.

export interface Expected {
  readonly alerts: readonly string[];
  readonly bound: number;
  /** an alert must last as long as the fault, but for so many intervals at a time */
  readonly longestGap?: number;
}

const SPOOL = ['RsyslogQueueSpoolLost', 'RsyslogQueueSpillGrows', 'RsyslogQueueDiscards'];
const STUCK = ['RsyslogQueueNotDraining'];
const SLOW = ['RsyslogQueueDrainsTooSlowly', 'RsyslogQueueNotDraining', 'RsyslogQueueNearlyFull'];
/** 8.2302 keeps what an action does not take in its queue, newer ones empty it. */
const REFUSED = ['RsyslogActionTakesNothing', 'RsyslogQueueNotDraining', 'RsyslogActionFails'];
const TAKES_NOTHING = ['RsyslogActionTakesNothing'];
/** Scrapes and evaluations that fall between two looks. */
const LASTING = 2;

/** A third of an interval until the rules are evaluated, and some for what the lab itself does. */
const SEEN = 0.6;

export const EXPECTED = {
  spool: { alerts: SPOOL, bound: 15, longestGap: LASTING },
  /** The spool keeps what it has, and no counter tells what it refuses. */
  spoolFull: { alerts: [...SPOOL, ...STUCK], bound: 15, longestGap: LASTING },
  spoolLimit: { alerts: SPOOL, bound: 15 },
  hangs: { alerts: STUCK, bound: 26 },
  /** 26, and what the kernel takes longer to give up than a twentieth of its time on a node: its retries double in whole steps. */
  blackHoleFewMessages: { alerts: STUCK, bound: 28 },
  blackHole: { alerts: STUCK, bound: 12 },
  tooSlow: { alerts: SLOW, bound: 22 },
  hostDies: { alerts: ['RsyslogStatisticsStale', 'RsyslogStatisticsVanished'], bound: 3, longestGap: LASTING },
  neverReported: { alerts: ['RsyslogStatisticsNeverCame', 'RsyslogStatisticsVanished'], bound: 15 },
  refusedFewMessages: { alerts: REFUSED, bound: 18 },
  refusedFleet: { alerts: REFUSED, bound: 18, longestGap: LASTING },
  actionGone: { alerts: ['RsyslogActionMissing', ...TAKES_NOTHING], bound: 15 },
  onlyInputSilent: { alerts: ['RsyslogInputSilent', ...TAKES_NOTHING], bound: 30 },
  wrongFilter: { alerts: TAKES_NOTHING, bound: 22 },
  fewMessagesLimited: { alerts: ['RsyslogInputMessagesMissing', 'RsyslogInputRateLimited'], bound: 15 },
  crashLoop: { alerts: ['RsyslogRestartsOften'], bound: 12 },
  dynstatsMerged: { alerts: ['RsyslogDynstatsKeysMerged'], bound: 15 },
  dynstatsWithoutKey: { alerts: ['RsyslogDynstatsLost'], bound: 15 },
  /** Only scrapes can tell: the same report must be in four of them. */
  deadWithWrongClock: { alerts: ['RsyslogStatisticsStale'], bound: 4 + SEEN },
  stale: { alerts: ['RsyslogStatisticsStale'], bound: 3 + SEEN },
  scrapeGap: { alerts: ['RsyslogQueueNotDraining'], bound: 15, longestGap: 8 },
} as const satisfies Record<string, Expected>;
