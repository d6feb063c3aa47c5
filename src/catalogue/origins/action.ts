// core.action: one object per action of the configuration, for every output module.
import { define, rows } from '../row.ts';

/** Without a name an action is called action-N-<module> by its place in the configuration, so every edit renames it. */
export const action = define({
  origin: 'core.action',
  object: '<action name>',
  source: 'runtime/action.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '5.9.5' },
      {
        processed:
          'Messages given to the action, counted before anything is tried: failed, retried and refused ones are in here, so it is no proof of delivery.',
      },
    ),
    ...rows(
      { unit: 'batches', since: '8.2602.0' },
      {
        batchesprocessed:
          'Batches the action took from its queue; an action without a queue counts each message as a batch.',
      },
    ),
    ...rows(
      { unit: 'events', since: '5.9.5' },
      {
        failed:
          'Times the action failed, not messages lost: one loss can count twice, a whole batch once, and drops by a full queue not at all.',
      },
    ),
    ...rows(
      { unit: 'transitions', since: '7.5.8' },
      {
        suspended:
          'Times a worker of the action went from working to suspended; stays 0 with action.resumeRetryCount=-1, however long the target is down.',
      },
    ),
    ...rows(
      { unit: 'seconds', reset: 'never', since: '7.5.8' },
      {
        'suspended.duration':
          'Length of all suspensions as scheduled, added up over workers when each one begins: not the downtime that was measured.',
      },
    ),
    ...rows(
      { unit: 'events', since: '7.5.8' },
      {
        resumed:
          'Times a retry found the action usable again; can exceed suspended, since retries happen without a suspension as well.',
      },
    ),
    ...rows(
      { unit: 'messages', since: '8.2608.0' },
      {
        'ratelimit.allowed': 'Messages that passed the rate limit of the action.',
        'ratelimit.dropped':
          'Messages that the rate limit of the action discarded; they are part of processed and not of failed.',
      },
    ),
    ...rows(
      { unit: 'sleeps', since: '8.2608.0' },
      {
        'ratelimit.paced':
          'Pauses that the rate limit of the action imposed in pace mode, of a second at most; one message can take several.',
      },
    ),
    ...rows(
      { unit: 'microseconds', since: '8.2608.0' },
      { 'ratelimit.paced_usec': 'Total length of the pauses that the rate limit of the action imposed in pace mode.' },
    ),
  },
});
