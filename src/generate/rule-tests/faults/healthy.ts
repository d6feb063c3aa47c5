// Healthy situations that look like faults: no alert may fire.
import { DEFAULT_ACTION, queueOf } from '../../../conventions.ts';
import { AFTER, OWN_QUEUE, type Scenario } from './scenario.ts';

/** Fires on an idle node by its definition, unless the setting zeroRateNeedsInput is on. */
const ZERO_RATE = 'RsyslogRelpActionProcessingRateIsZero';

export const HEALTHY: readonly Scenario[] = [
  {
    id: 'Q1',
    title: 'an idle node: no messages, statistics arrive',
    script: () => ({ local: 0, udp: 0 }),
    tolerated: [ZERO_RATE],
  },
  {
    id: 'Q2',
    title: 'rsyslog restarts: all counters go back to 0',
    script: (tick) => ({ isRestarted: tick === 0 }),
  },
  {
    id: 'Q3',
    title: 'a reload renames actions: old series end, new ones begin',
    script: (tick) => (tick < 0 ? {} : { isRestarted: tick === 0, action: 'forward-to-target' }),
  },
  {
    id: 'Q4a',
    title: 'the target is down for less than two minutes, endless retries',
    script: (tick) => (tick === 0 ? { target: 'down' } : {}),
  },
  {
    id: 'Q4b',
    title: 'the target is down for less than two minutes, no retries, all messages are delivered',
    setup: { ...OWN_QUEUE, retries: 0 },
    script: (tick) => (tick === 0 ? { target: 'down' } : {}),
  },
  {
    id: 'Q5',
    title: 'the first interval after boot',
    script: (tick) => (tick < 0 ? { isGone: true, isRemoved: true } : { isRestarted: tick === 0 }),
  },
  {
    id: 'Q6',
    title: 'high, healthy traffic: the queue is never empty, but drains',
    script: (tick) => ({ local: 80_000, pace: tick % 3 === 0 ? 79_000 : 80_600 }),
  },
  {
    id: 'Q7',
    title: 'a burst fills the queue to 90 % and drains',
    script: (tick) => ({ local: tick >= 0 && tick < 3 ? 31_000 : 200, pace: 5000 }),
  },
  {
    id: 'Q8',
    title: 'a node is drained and removed from the cluster',
    script: (tick) => (tick < 0 ? {} : { isGone: true, isRemoved: true }),
  },
  {
    id: 'Q9a',
    title: 'inputs are busy all the time, but no message is for the target',
    script: () => ({ forwarded: 0 }),
    tolerated: [ZERO_RATE],
  },
  {
    id: 'Q9b',
    title: 'a rare login among messages that are not for the target',
    script: (tick) => ({ forwarded: tick % 17 === 0 ? 3 : 0 }),
    tolerated: [ZERO_RATE],
  },
  {
    id: 'Q9c',
    title: 'sixty audit records every 15 minutes, beside messages that are not for the target',
    script: (tick) => ({ forwarded: tick % 15 === 0 ? 60 : 0 }),
    tolerated: [ZERO_RATE],
  },
  { id: 'Q10a', title: 'the clock of the node is 60 s behind', script: () => ({ clockAhead: -60 }) },
  { id: 'Q10b', title: 'the clock of the node is 300 s ahead', script: () => ({ clockAhead: 300 }) },
  {
    id: 'Q11a',
    title: 'a reboot: the old textfile is served again before the first report',
    script: (tick) => {
      if (tick === 0 || tick === 1) return { isGone: true, isRemoved: true };
      return tick === 2 ? { isFrozen: true } : { isRestarted: tick === 3 };
    },
  },
  {
    id: 'Q11b',
    title: 'rsyslogd is down for less than two reports',
    script: (tick) => (tick === 0 ? { isFrozen: true } : { isRestarted: tick === 1 }),
  },
  {
    id: 'Q12',
    title: 'two outages and two restarts in half an hour',
    script: (tick) => ({
      target: tick === 0 || tick === 14 ? 'down' : 'up',
      isRestarted: tick === 8 || tick === 22,
    }),
  },
  {
    id: 'Q13',
    title: 'an input with messages only after the start of the node',
    script: (tick) => ({ isRestarted: tick === -25, udp: tick < -23 ? 100 : 0 }),
  },
  {
    id: 'Q14',
    title: 'a queue that waits by design, with waitingQueues',
    script: (tick) => (tick >= 0 && tick < AFTER ? { target: 'down' } : {}),
    settings: { waitingQueues: [queueOf(DEFAULT_ACTION)] },
  },
];
