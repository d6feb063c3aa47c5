// Faults of what comes in, and of filters before the action.
import type { Scenario } from './scenario.ts';
import { during, from } from './scripts.ts';

export const INPUT_FAULTS: readonly Scenario[] = [
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
];
