// A worker that puts its messages back and fails again in a hot loop.
import { add, compare, increase, labelReplace, multiply, number, re, sum } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const LOOP_WINDOW = '5m';
/** Below this many messages in a window it is no loop, whatever the factor. */
const LOOP_MINIMUM = 1000;

export const requeueLoop: Alert = {
  name: 'RsyslogRequeueLoop',
  pack: 'delivery',
  severity: 'critical',
  for: '3m',
  expr: (q) => {
    const window = q.window(LOOP_WINDOW);
    const on = [...q.node, 'name'];
    // The queue of action X is called "X queue", its part on disk "X queue[DA]".
    const ofActions = q.counter('core.queue', 'enqueued', { name: re('.+ queue') });
    const offered = sum(labelReplace(increase(ofActions, window), 'name', 'name', '(.+) queue'), on);
    const processed = q.byNode(increase(q.counter('core.action', 'processed'), window), 'name');
    const limit = add(multiply(processed, number(q.settings.thresholds.requeueFactor)), number(LOOP_MINIMUM));
    return compare(offered, '>', limit, { on });
  },
  summary: 'An action of rsyslog puts messages back into its queue in a loop',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the queue of the action "${shown.label('name')}" was offered about ${shown.value('count')} messages in ` +
    `${q.window(LOOP_WINDOW)}, far more than the action was given.`,
  runbook: {
    meaning:
      'Messages that the action could not write go back to its queue and are tried again at once, without a pause. A full disk does it to omfile.',
    impact: 'The messages are not written, and rsyslogd takes all the CPU it can get.',
    look: [
      'On the node: `df -h` for the files the action writes, `top` for rsyslogd.',
      '`journalctl -u rsyslog` names the action and the error.',
    ],
    mend: ['Make room on the disk, or give the action a target that can be written.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, q.window(LOOP_WINDOW), pending);
    const limit = 100 * q.settings.thresholds.requeueFactor + LOOP_MINIMUM;
    const processed = at.action('processed', at.rising(at.perWindow(100)));
    const offered = (after: number) =>
      at.of('core.queue', 'enqueued', `${q.settings.action} queue`, at.rising(at.perWindow(100), at.perWindow(after)));
    return {
      ...at,
      good: [processed, offered(100)],
      bad: [processed, offered(4 * limit)],
      labels: { name: q.settings.action },
      value: String(4 * limit),
      quiet: [
        { title: 'batches that are put back once in a while', lines: [processed, offered(0.95 * limit)] },
        {
          title: 'a main queue of which the action gets little',
          lines: [
            processed,
            offered(100),
            at.of('core.queue', 'enqueued', 'main Q', at.rising(at.perWindow(100), at.perWindow(4 * limit))),
          ],
        },
        {
          title: 'messages that spill to disk',
          lines: [
            processed,
            offered(100),
            at.of('core.queue', 'enqueued', `${q.settings.action} queue[DA]`, at.rising(0, at.perWindow(4 * limit))),
          ],
        },
      ],
    };
  },
};
