// Checks that the action and the queues that the rules select exist: an alert on a missing name never fires.
import type { Sample } from '../../exposition/parse.ts';
import { fail, ok, skip, warn, type Check, type Finding } from '../finding.ts';

const MESSAGES = {
  missingAction: fail(
    'the rules select the action "<action>", which is not in the last report; the report has <present>',
    'Set name="<action>" at the action that forwards, or generate the rules with the setting "action". rsyslog numbers unnamed actions, so their names change with the configuration.',
  ),
  missingQueue: fail(
    'the rules select the queue "<queue>", which is not in the last report; the report has <present>',
    'Correct the setting "queues" of the rules.',
  ),
  noQueue: warn(
    'the action "<action>" has no queue: while its target is down it blocks the main queue, and with it all logging of the node',
    'Set queue.type="LinkedList", queue.filename and queue.maxDiskSpace at the action; "rsyslog-pstat generate rsyslog" does.',
  ),
  noStatistics: skip('there are no statistics in which to look for the names that the rules select'),
  present: ok('the last report has the action "<action>" and <queues>'),
};

export const namesCheck: Check = {
  id: 'names',
  looksAt:
    'Whether the last report has the action and the queues that the rules select, by --action, the settings file or the defaults.',
  messages: MESSAGES,
  run: ({ statistics, expected: { action, queues } }) => {
    if (statistics === undefined) return [MESSAGES.noStatistics()];
    const actionNames = namesOf(statistics.samples, 'core.action');
    const queueNames = namesOf(statistics.samples, 'core.queue');
    if (!actionNames.has(action)) return [MESSAGES.missingAction({ action, present: quoted(actionNames) })];
    const missing = queues.filter((queue) => !queueNames.has(queue));
    if (missing.length > 0) return missing.map((queue) => missingQueue(queue, action, queueNames));
    return [MESSAGES.present({ action, queues: queues.length === 1 ? 'its queue' : `${queues.length} queues` })];
  },
};

function missingQueue(queue: string, action: string, present: ReadonlySet<string>): Finding {
  return queue === `${action} queue`
    ? MESSAGES.noQueue({ action })
    : MESSAGES.missingQueue({ queue, present: quoted(present) });
}

function namesOf(samples: readonly Sample[], origin: string): Set<string> {
  return new Set(
    samples.filter(({ labels }) => labels.get('origin') === origin).map(({ labels }) => labels.get('name') ?? ''),
  );
}

function quoted(names: ReadonlySet<string>): string {
  if (names.size === 0) return 'none';
  return [...names]
    .sort()
    .map((name) => `"${name}"`)
    .join(', ');
}
