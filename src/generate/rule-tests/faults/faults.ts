// Faults of the first node, with the alerts that must fire and the time they may take.
import type { ActionSetup } from './node-model.ts';
import { OWN_QUEUE, type Scenario, type TickEvent } from './scenario.ts';

const DIRECT: ActionSetup = { ...OWN_QUEUE, queue: 'direct' };

/** Healthy before tick 0, then the event in every tick. */
const from = (event: TickEvent) => (tick: number) => (tick < 0 ? {} : event);
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
    script: from({ target: 'refuses' }),
    seenBy: ['RsyslogActionTakesNothing'],
  },
  {
    id: 'F6b',
    title: 'the target refuses the connection, no queue',
    setup: DIRECT,
    script: from({ target: 'refuses' }),
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
      { id: 'F9', title: 'the collector is dead or hangs, its textfile stays' },
      { id: 'F10', title: 'rsyslogd runs, but reports no statistics' },
    ],
    script: from({ isFrozen: true }),
    bound: { intervals: 3 },
    seenBy: ['RsyslogStatisticsStale'],
  },
  {
    id: 'F11',
    title: 'the target comes and goes',
    script: (tick) => (tick >= 0 && tick % 2 === 0 ? { target: 'down' } : {}),
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
];

export const FAULTS: readonly Scenario[] = faults.map((fault) => Object.assign({ bound: { ticks: 15 } }, fault));
