// core.queue: the main queue, queues of rulesets and queues of actions. Direct queues have no object.
import { define, rows } from '../row.ts';

/** A disk-assisted queue has two objects, X and X[DA]: their sizes add up, and a spilled message is enqueued in both. */
export const queue = define({
  origin: 'core.queue',
  object: 'main Q, <ruleset>, <action> queue, and each with [DA]',
  source: 'runtime/queue.c',
  counters: {
    ...rows(
      { kind: 'gauge', unit: 'messages', reset: 'never', since: '5.7.0', width: 'int32' },
      {
        size: 'Messages in the queue at this moment, with the batch in work; a backlog that spilled to disk is in the object with [DA].',
      },
    ),
    ...rows(
      { unit: 'messages', since: '5.7.0' },
      {
        enqueued:
          'Messages offered to the queue, counted before it may discard them; those put back after a failed batch count again.',
      },
    ),
    ...rows(
      { unit: 'bytes', since: '8.2606.0' },
      { 'size.enqueued': 'Raw bytes of all messages offered to the queue, discarded ones included.' },
    ),
    ...rows(
      { unit: 'events', since: '5.7.0' },
      {
        full: 'Times an enqueue met a full queue or the disk space limit; one waiting message can count several times.',
      },
    ),
    ...rows(
      { unit: 'messages', since: '5.9.5' },
      {
        'discarded.full':
          'Messages lost because the queue stayed full until queue.timeoutEnqueue had passed; no counter of the action shows them.',
        'discarded.nf': 'Messages discarded by queue.discardMark and queue.discardSeverity, on enqueue or on dequeue.',
      },
    ),
    ...rows(
      { kind: 'highwater', unit: 'messages', reset: 'never', since: '5.7.0', width: 'int32' },
      { maxqsize: 'Most messages the queue ever held since rsyslog started.' },
    ),
  },
});
