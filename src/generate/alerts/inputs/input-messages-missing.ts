// Messages that an input counted and no queue was offered: rate limits that nobody counts.
import { add, compare, increase, multiply, notRe, number, or, subtract } from '../../promql.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../bench.ts';

const MISSING_WINDOW = '5m';

export const inputMessagesMissing: Alert = {
  name: 'RsyslogInputMessagesMissing',
  pack: 'inputs',
  severity: 'warning',
  for: '3m',
  expr: (q) => {
    const window = q.window(MISSING_WINDOW);
    const { missingShare, missingMessages } = q.settings.thresholds;
    const pairs = [
      // imudp counts what it reads before its rate limit and what it passes on after it.
      [
        q.byNode(increase(q.counter('imudp', 'msgs.received'), window)),
        q.byNode(increase(q.submitted({ origin: 'imudp' }), window)),
      ],
      // Other inputs count before their rate limit: what does not arrive in the main queue, or in one of a ruleset, was dropped.
      [
        q.byNode(increase(q.submitted(), window)),
        q.byNode(increase(q.counter('core.queue', 'enqueued', { name: notRe(String.raw`.+ queue|.*\[DA\]`) }), window)),
      ],
    ] as const;
    return pairs
      .map(([before, after]) => {
        const missing = subtract(before, after, { on: q.node });
        const limit = add(multiply(before, number(missingShare)), number(missingMessages));
        return compare(missing, '>', limit, { on: q.node });
      })
      .reduce((all, one) => or(all, one));
  },
  summary: 'Messages that inputs received do not arrive in a queue',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} about ${shown.value('count')} messages that inputs received in ${q.window(MISSING_WINDOW)} have not arrived in a queue.`,
  runbook: {
    meaning:
      'Inputs counted clearly more messages than queues were offered. Mostly the rate limit of the input dropped them: up to 8.2602 most inputs do not count that. imudp also counts messages from senders that are not allowed.',
    impact: 'These messages are lost.',
    look: [
      'On the node: `journalctl -u rsyslog`, look for "begin to drop messages" and "disallowed sender".',
      'Is an input bound to a ruleset with `queue.type="direct"`? Such messages pass no queue that is counted: then set missingShare to 1 and the alert is off.',
      'Does `$RepeatedMsgReduction on` fold repeated messages?',
    ],
    mend: ['Raise ratelimit.burst and ratelimit.interval of the input, or quiet the process that logs too much.'],
  },
  tests: (q) => {
    const at = new Bench(q, q.window(MISSING_WINDOW), '3m');
    const flow = (submitted: number, enqueued: number) => [
      at.of('imuxsock', 'submitted', 'imuxsock', at.rising(at.perWindow(1000), at.perWindow(submitted))),
      at.of('core.queue', 'enqueued', 'main Q', at.rising(at.perWindow(1000), at.perWindow(enqueued))),
    ];
    const udp = (submitted: number) => [
      at.of('imudp', 'msgs.received', 'imudp(w0)', at.rising(at.perWindow(1000))),
      at.of('imudp', 'submitted', 'imudp(*/514/IPv4)', at.rising(at.perWindow(1000), at.perWindow(submitted))),
    ];
    const actionQueue = at.of('core.queue', 'enqueued', 'rsyslog-relp queue', at.rising(at.perWindow(1000)));
    return {
      ...at,
      good: flow(1000, 1000),
      bad: [...flow(1000, 700), actionQueue],
      labels: {},
      value: '300',
      quiet: [
        { title: 'a few messages are missing', lines: flow(1000, 920) },
        { title: 'hardly any traffic', lines: flow(9, 0) },
        { title: 'datagrams of which few are missing', lines: udp(920) },
      ],
      also: [{ title: 'datagrams', lines: udp(700), labels: {} }],
    };
  },
};
