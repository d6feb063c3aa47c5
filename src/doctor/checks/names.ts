// Whether what the generated rules select is in the statistics: an alert on a name that nobody has is never heard.
import type { Sample } from '../facts/samples.ts';
import { fail, ok, skip, warn, type Check, type Finding } from '../finding.ts';

export const names: Check = {
  name: 'names',
  run: ({ statistics, expected: { action, queues } }) => {
    if (statistics === undefined) return [skip('there are no statistics to look for the names that the rules select')];
    const { samples } = statistics;
    const actions = namesOf(samples, 'core.action');
    const inQueues = namesOf(samples, 'core.queue');
    if (!actions.has(action)) return [missingAction(action, actions)];
    const findings = queues
      .filter((queue) => !inQueues.has(queue))
      .map((queue) => missingQueue(queue, action, inQueues));
    return findings.length > 0
      ? findings
      : [
          ok(
            `the action "${action}" and ${queues.length === 1 ? 'its queue' : `${queues.length} queues`} are in the last report`,
          ),
        ];
  },
};

function missingAction(action: string, actions: ReadonlySet<string>): Finding {
  return fail(
    `no action "${action}" in the last report, which the rules select; there are ${listed(actions)}`,
    `Set name="${action}" at the action that forwards, or generate the rules with the setting "action". Actions without a name are numbered, and renamed by every change.`,
  );
}

function missingQueue(queue: string, action: string, queues: ReadonlySet<string>): Finding {
  if (queue !== `${action} queue`)
    return fail(
      `no queue "${queue}" in the last report, which the rules select; there are ${listed(queues)}`,
      'Correct the setting "queues" of the rules.',
    );
  return warn(
    `the action "${action}" has no queue of its own: when its target is down it holds up the main queue, and with it all logging of the node`,
    'Give the action queue.type="LinkedList", queue.filename and queue.maxDiskSpace; "rsyslog-pstat generate rsyslog" writes them.',
  );
}

function namesOf(samples: readonly Sample[], origin: string): Set<string> {
  return new Set(
    samples.filter(({ labels }) => labels.get('origin') === origin).map(({ labels }) => labels.get('name') ?? ''),
  );
}

function listed(names: ReadonlySet<string>): string {
  return names.size === 0
    ? 'none'
    : [...names]
        .sort()
        .map((name) => `"${name}"`)
        .join(', ');
}
