// Faults of the first node, with the alerts that must fire and the time they may take.
import { DEFAULT_ACTION } from '../../../conventions.ts';
import type { ActionSetup } from './node-model.ts';
import { AFTER, OWN_QUEUE, type Scenario, type Script, type TickEvent } from './scenario.ts';

const DIRECT: ActionSetup = { ...OWN_QUEUE, queue: 'direct' };

/** Healthy before tick 0 and from the end of the fault on, the event in every tick between. */
const from = (event: TickEvent) => during(() => event);
const during =
  (event: (tick: number) => TickEvent, usual: TickEvent = {}) =>
  (tick: number): TickEvent =>
    tick < 0 || tick >= AFTER ? usual : { ...usual, ...event(tick) };
/** The fault ends with a restart of rsyslogd. */
const untilRestart = (script: Script) => (tick: number) =>
  tick === AFTER ? { ...script(tick), isRestarted: true } : script(tick);
const down = from({ target: 'down' });

/** Scenarios whose bound is 15 ticks, unless they have their own. */
const faults: readonly Scenario[] = [
  {
    id: 'F1',
    title: 'target down, own queue, endless retries',
    script: down,
    seenBy: ['RsyslogQueueNotDraining'],
  },
  {
    id: 'F2a',
    title: 'target down, own queue, no retries: messages are lost',
    setup: { ...OWN_QUEUE, retries: 0 },
    script: down,
    bound: { ticks: 10 },
    seenBy: ['RsyslogActionFails', 'RsyslogActionSuspended'],
  },
  {
    id: 'F2b',
    title: 'target down, own queue, two retries',
    setup: { ...OWN_QUEUE, retries: 2 },
    script: down,
    bound: { ticks: 10 },
    seenBy: ['RsyslogActionSuspended'],
  },
  {
    id: 'F3',
    title: 'target down, no queue, no retries',
    setup: { ...DIRECT, retries: 0 },
    script: down,
    bound: { ticks: 10 },
    seenBy: ['RsyslogActionFails'],
  },
  {
    id: 'F4',
    title: 'target down, no queue, endless retries: the main queue backs up',
    setup: DIRECT,
    script: down,
    seenBy: ['RsyslogQueueNotDraining'],
  },
  {
    id: 'F5',
    title: 'queue full, messages are discarded',
    setup: { ...OWN_QUEUE, capacity: 600 },
    script: down,
    bound: { ticks: 5 },
    seenBy: ['RsyslogQueueDiscards'],
  },
  {
    id: 'F6a',
    title: 'the target refuses the connection, own queue: the action is disabled',
    script: untilRestart(from({ target: 'refuses' })),
    seenBy: ['RsyslogActionTakesNothing'],
  },
  {
    id: 'F6b',
    title: 'the target refuses the connection, no queue',
    setup: DIRECT,
    script: untilRestart(from({ target: 'refuses' })),
    seenBy: ['RsyslogActionTakesNothing'],
  },
  {
    id: 'F7',
    title: 'target down for one node of fifty',
    script: down,
    nodes: 50,
    seenBy: ['RsyslogQueueNotDraining'],
  },
  {
    id: 'F8',
    title: 'rsyslogd is dead, its last statistics are still served',
    lookAlikes: [
      { id: 'F9', title: 'the exporter is dead or hangs, its textfile stays' },
      { id: 'F10', title: 'rsyslogd runs, but reports no statistics' },
    ],
    script: untilRestart(from({ isFrozen: true })),
    bound: { intervals: 3 },
    seenBy: ['RsyslogStatisticsStale'],
  },
  {
    id: 'F11',
    title: 'the target comes and goes',
    script: during((tick) => (tick % 2 === 0 ? { target: 'down' } : {})),
    bound: { ticks: 30 },
    seenBy: ['RsyslogActionFlaps'],
  },
  {
    id: 'F12',
    title: 'a worker puts messages back in a hot loop',
    script: from({ putBack: 4_000_000 }),
    seenBy: ['RsyslogRequeueLoop'],
  },
  {
    id: 'F13',
    title: 'more keys than a dynstats bucket may hold',
    script: from({ overflow: 50 }),
    seenBy: ['RsyslogDynstatsOverflow'],
  },
  {
    id: 'F14',
    title: 'an input that was active is silent, others go on',
    script: from({ local: 0 }),
    bound: { ticks: 30 },
    seenBy: ['RsyslogInputSilent'],
  },
  {
    id: 'F15',
    title: 'the rate limit of an input drops messages, and no counter shows it',
    script: from({ local: 2000, passed: 0.3 }),
    seenBy: ['RsyslogInputMessagesMissing'],
  },
  {
    id: 'F16',
    title: 'statistics lines are cut',
    script: from({ cutLines: 1 }),
    seenBy: ['RsyslogStatisticsRejected'],
  },
  {
    id: 'F17',
    title: 'loading the audit rules failed on one node of fifty',
    script: from({ isAuditRefused: true }),
    nodes: 50,
    seenBy: ['RsyslogAuditRulesNotLoaded'],
  },
  {
    id: 'F18',
    title: 'the queue spills to disk and keeps growing',
    setup: { queue: 'disk', retries: -1, capacity: 300 },
    script: down,
    seenBy: ['RsyslogQueueSpillGrows'],
  },
  {
    id: 'F19',
    title: 'the series of a node vanish, the node still exists',
    script: from({ isGone: true }),
    seenBy: ['RsyslogStatisticsVanished'],
  },
  {
    id: 'F20a',
    title: 'the spool folder is missing while the target is down: what is spilled is lost',
    setup: { queue: 'disk', retries: -1, capacity: 300 },
    script: from({ target: 'down', isSpoolLost: true }),
    seenBy: ['RsyslogQueueSpoolLost'],
  },
  {
    id: 'F20b',
    title: 'the same, as a loop without failures (8.2610)',
    setup: { queue: 'disk', retries: -1, capacity: 300 },
    script: from({ target: 'down', isSpoolLost: true, putBack: 4_000_000, isPutBackSilently: true }),
    seenBy: ['RsyslogQueueSpoolLost'],
  },
  {
    id: 'F21',
    title: 'the log server hangs, with little traffic: up to 128 messages leave the queue unacknowledged',
    script: during(() => ({ target: 'hangs' }), { local: 10, udp: 0 }),
    bound: { ticks: 26 },
    seenBy: ['RsyslogQueueNotDraining'],
  },
  {
    id: 'F22',
    title: 'a black hole, with little traffic: the kernel gives up after 16 minutes',
    script: during((tick) => ({ target: tick < 16 ? 'up' : 'down' }), { local: 5, udp: 0 }),
    bound: { ticks: 26 },
    seenBy: ['RsyslogQueueNotDraining'],
  },
  {
    id: 'F23',
    title: 'the target is too slow: the backlog grows while it drains',
    script: from({ pace: 120 }),
    bound: { ticks: 22 },
    seenBy: ['RsyslogQueueDrainsTooSlowly'],
  },
  {
    id: 'F24',
    title: 'one of several hosts behind one exporter dies, and its series are withdrawn',
    script: untilRestart(during((tick) => ({ isFrozen: true, isWithdrawn: tick >= 3 }))),
    bound: { intervals: 3 },
    seenBy: ['RsyslogStatisticsStale'],
  },
  {
    id: 'F25',
    title: 'a node that has never reported',
    script: (tick) => {
      if (tick < 0) return { isGone: true, isRemoved: true };
      return tick < AFTER ? { isNeverReported: true } : { isRestarted: tick === AFTER };
    },
    seenBy: ['RsyslogStatisticsNeverCame'],
  },
  {
    id: 'F26',
    title: 'the certificate is refused, with little traffic, and the queue is emptied (8.2610)',
    script: during(() => ({ target: 'disabled' }), { local: 2, udp: 0 }),
    bound: { ticks: 18 },
    seenBy: ['RsyslogActionTakesNothing'],
  },
  {
    id: 'F27',
    title: 'the whole fleet is refused, then rsyslogd restarts',
    script: untilRestart(during((tick) => ({ target: 'disabled', isRestarted: tick === 20 }))),
    isEverywhere: true,
    bound: { ticks: 18 },
    seenBy: ['RsyslogActionTakesNothing'],
  },
  {
    id: 'F28',
    title: 'the action that forwards is gone on one node, with expectedActions',
    script: untilRestart(during((tick) => ({ action: null, isRestarted: tick === 0 }))),
    settings: { expectedActions: [DEFAULT_ACTION] },
    seenBy: ['RsyslogActionMissing'],
  },
  {
    id: 'F29a',
    title: 'the only input falls silent',
    script: during(() => ({ local: 0 }), { udp: 0 }),
    bound: { ticks: 30 },
    seenBy: ['RsyslogInputSilent'],
  },
  {
    id: 'F29b',
    title: 'a wrong filter, on a node whose inputs have no counter',
    script: during(() => ({ forwarded: 0 }), { isUncounted: true }),
    bound: { ticks: 22 },
    seenBy: ['RsyslogActionTakesNothing'],
  },
  {
    id: 'F30',
    title: 'the rate limit drops most of few messages, and the queue of the statistics has as many',
    script: during(() => ({ passed: 0.15 }), { local: 14, udp: 0 }),
    seenBy: ['RsyslogInputMessagesMissing'],
  },
  {
    id: 'F31a',
    title: 'another file with the same series hides the values, under a fresh time',
    script: untilRestart(from({ isShadowed: true })),
    seenBy: ['RsyslogStatisticsShadowed'],
  },
  {
    id: 'F31b',
    title: 'two exporters write one file in turn',
    script: from({ hasTwoExporters: true }),
    seenBy: ['RsyslogExporterRestarts'],
  },
  {
    id: 'F32',
    title: 'a crash loop with one report in each life',
    script: from({ isRestarted: true }),
    bound: { ticks: 12 },
    seenBy: ['RsyslogRestartsOften'],
  },
  {
    id: 'F33a',
    title: 'keys of dynstats that differ only in case share a series',
    script: from({ mergedKeys: 2 }),
    seenBy: ['RsyslogDynstatsKeysMerged'],
  },
  {
    id: 'F33b',
    title: 'increments of dynstats without a key',
    script: from({ withoutKey: 3 }),
    seenBy: ['RsyslogDynstatsLost'],
  },
  {
    id: 'F33c',
    title: 'increments of a locked bucket of dynstats',
    script: from({ locked: 3 }),
    seenBy: ['RsyslogDynstatsLost'],
  },
  {
    id: 'Q15',
    title: 'a gap of seven minutes in the scrapes while the target is down ends no alert',
    script: during((tick) => ({ target: 'down', isUnscraped: tick >= 20 && tick < 27 })),
    seenBy: ['RsyslogQueueNotDraining'],
  },
];

export const FAULTS: readonly Scenario[] = faults.map((fault) => Object.assign({ bound: { ticks: 15 } }, fault));
