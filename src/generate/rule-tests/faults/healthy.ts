// Situations that look like faults and are none: no alert may fire.
import { OWN_QUEUE, type Scenario } from './scenario.ts';

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
];
