// Situations that look like faults and are none: no alert may fire.
import type { ActionSetup } from './node-model.ts';
import type { Scenario } from './scenario.ts';

const own: ActionSetup = { queue: 'own', retries: -1, capacity: 100_000 };

/** Fires on an idle node by its definition, unless the setting zeroRateNeedsInput is on. */
const ZERO_RATE = 'RsyslogRelpActionProcessingRateIsZero';

export const HEALTHY: readonly Scenario[] = [
  {
    id: 'Q1',
    title: 'an idle node: no messages, statistics arrive',
    setup: own,
    script: () => ({ local: 0, udp: 0 }),
    tolerated: [ZERO_RATE],
  },
  {
    id: 'Q2',
    title: 'rsyslog restarts: all counters go back to 0',
    setup: own,
    script: (tick) => ({ isRestarted: tick === 0 }),
  },
  {
    id: 'Q3',
    title: 'a reload renames actions: old series end, new ones begin',
    setup: own,
    script: (tick) => (tick < 0 ? {} : { isRestarted: tick === 0, action: 'forward-to-target' }),
  },
  {
    id: 'Q4a',
    title: 'the target is down for less than two minutes, endless retries',
    setup: own,
    script: (tick) => (tick === 0 ? { target: 'down' } : {}),
  },
  {
    id: 'Q4b',
    title: 'the target is down for less than two minutes, no retries, all messages are delivered',
    setup: { ...own, retries: 0 },
    script: (tick) => (tick === 0 ? { target: 'down' } : {}),
  },
  {
    id: 'Q5',
    title: 'the first interval after boot',
    setup: own,
    script: (tick) => (tick < 0 ? { isGone: true, isRemoved: true } : { isRestarted: tick === 0 }),
  },
  {
    id: 'Q6',
    title: 'high, healthy traffic: the queue is never empty, but drains',
    setup: own,
    script: (tick) => ({ local: 80_000, pace: tick % 3 === 0 ? 79_000 : 80_600 }),
  },
  {
    id: 'Q7',
    title: 'a burst fills the queue to 90 % and drains',
    setup: own,
    script: (tick) => ({ local: tick >= 0 && tick < 3 ? 31_000 : 200, pace: 5000 }),
  },
  {
    id: 'Q8',
    title: 'a node is drained and removed from the cluster',
    setup: own,
    script: (tick) => (tick < 0 ? {} : { isGone: true, isRemoved: true }),
  },
];
