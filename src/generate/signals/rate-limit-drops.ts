// Messages that rate limits of inputs drop, for the inputs that count them.
import { rises } from './rises.ts';

export const rateLimitDrops = rises({
  counters: (selectors) => [
    selectors.counter('imuxsock', 'ratelimit.discarded'),
    selectors.counter('imdocker', 'ratelimit.discarded'),
    selectors.counter('imkubernetes', 'ratelimit.discarded'),
    selectors.counter('imjournal', 'discarded'),
    selectors.counter('ratelimit', 'per_source_dropped'),
  ],
  by: ['name', 'origin'],
});
