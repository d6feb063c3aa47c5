// An action that puts its messages back into its queue and fails again, in a hot loop.
import { add, compare, increase, labelReplace, multiply, number, unless } from '../../promql/index.ts';
import { ACTION_OF_QUEUE } from '../../promql/queue-names.ts';
import { givenToActions, LOOP_MINIMUM, offeredToActions, requeueFactor } from '../../signals/requeues.ts';
import type { Over } from '../../signals/signal.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const requeueLoop: Alert = {
  name: 'RsyslogRequeueLoop',
  pack: 'delivery',
  severity: 'critical',
  for: '3m',
  expr: (selectors) => {
    const over: Over = (counter) => increase(counter, requeueFactor.window(selectors));
    const allowed = multiply(givenToActions(selectors, over), number(requeueFactor.limit(selectors.settings)));
    const limit = add(allowed, number(LOOP_MINIMUM));
    // A spool that cannot be written shows as a loop as well (8.2610).
    const spool = labelReplace(selectors.firing('RsyslogQueueSpoolLost'), 'name', 'queue', ACTION_OF_QUEUE);
    return unless(
      compare(offeredToActions(selectors, over), '>', limit, { on: selectors.named }),
      spool,
      selectors.named,
    );
  },
  summary: 'An action of rsyslog puts messages back into its queue in a loop',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the queue of the action "${shown.label('name')}" was offered about ${shown.value('count')} messages in ` +
    `${requeueFactor.window(selectors)}, far more than the action was given: they go back and are tried again without a pause. ` +
    'Lost so far: no counter has the number. First: check whether a disk is full, the one that the action writes to or that of the spool folder (`df -h`); `journalctl -u rsyslog` names the action.',
  runbook: {
    meaning:
      'Messages that the action cannot write go back to its queue and are tried again at once, without a pause. omfile does so when the disk is full.',
    impact: 'The messages are not written, and rsyslogd uses all CPU.',
    diagnosis: [
      'On the node, run `df -h` on the files that the action writes, and look at rsyslogd in `top`.',
      'Read the action and the error in `journalctl -u rsyslog`.',
    ],
    mitigation: ['Free disk space, or give the action a writable target.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, requeueFactor.window(selectors), pending);
    const limit = 100 * selectors.settings.thresholds.requeueFactor + LOOP_MINIMUM;
    const processed = series.action('processed', series.rising(series.perWindow(100)));
    const offered = (after: number) =>
      series.of(
        'core.queue',
        'enqueued',
        `${selectors.settings.action} queue`,
        series.rising(series.perWindow(100), series.perWindow(after)),
      );
    return {
      ...series,
      good: [processed, offered(100)],
      bad: [processed, offered(4 * limit)],
      labels: { name: selectors.settings.action },
      value: String(4 * limit),
      quiet: [
        {
          title: 'a spool that cannot be written',
          lines: [
            processed,
            offered(4 * limit),
            series.firing('RsyslogQueueSpoolLost', { queue: `${selectors.settings.action} queue` }, series.level(0, 1)),
          ],
        },
        { title: 'batches that are put back now and then', lines: [processed, offered(0.95 * limit)] },
        {
          title: 'a main queue of which the action takes little',
          lines: [
            processed,
            offered(100),
            series.of(
              'core.queue',
              'enqueued',
              'main Q',
              series.rising(series.perWindow(100), series.perWindow(4 * limit)),
            ),
          ],
        },
        {
          title: 'messages that spill to disk',
          lines: [
            processed,
            offered(100),
            series.of(
              'core.queue',
              'enqueued',
              `${selectors.settings.action} queue[DA]`,
              series.rising(0, series.perWindow(4 * limit)),
            ),
          ],
        },
      ],
    };
  },
};
