// Faults of the target, of the action that forwards to it, and of its queue.
import { DEFAULT_ACTION } from '../../../conventions.ts';
import type { ActionSetup } from './node-model.ts';
import { OWN_QUEUE, type Scenario } from './scenario.ts';
import { during, from, untilRestart } from './scripts.ts';

const DIRECT: ActionSetup = { ...OWN_QUEUE, queue: 'direct' };
const down = from({ target: 'down' });

export const TARGET_FAULTS: readonly Scenario[] = [
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
    id: 'F18',
    title: 'the queue spills to disk and keeps growing',
    setup: { queue: 'disk', retries: -1, capacity: 300 },
    script: down,
    seenBy: ['RsyslogQueueSpillGrows'],
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
    id: 'Q15',
    title: 'a gap of seven minutes in the scrapes while the target is down ends no alert',
    script: during((tick) => ({ target: 'down', isUnscraped: tick >= 20 && tick < 27 })),
    seenBy: ['RsyslogQueueNotDraining'],
  },
];
