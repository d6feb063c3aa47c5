// Messages that an input counted and no queue was offered: rate limits that nobody counts.
import { add, compare, increase, multiply, notRe, number, or, subtract } from '../../promql/index.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

const MISSING_WINDOW = '5m';

export const inputMessagesMissing: Alert = {
  name: 'RsyslogInputMessagesMissing',
  pack: 'inputs',
  severity: 'warning',
  for: '3m',
  // A share of 1 cannot be exceeded: the setting that switches the alert off.
  isEnabled: (selectors) => selectors.settings.thresholds.missingShare < 1,
  expr: (selectors) => {
    const window = selectors.window(MISSING_WINDOW);
    const { missingShare, missingMessages } = selectors.settings.thresholds;
    const pairs = [
      // imudp counts what it reads before its rate limit and what it passes on after it.
      [
        selectors.byNode(increase(selectors.counter('imudp', 'msgs.received'), window)),
        selectors.byNode(increase(selectors.submitted({ origin: 'imudp' }), window)),
      ],
      // Other inputs count before their rate limit: what does not arrive in the main queue, or in one of a ruleset, was dropped.
      [
        selectors.byNode(increase(selectors.submitted(), window)),
        selectors.byNode(
          increase(selectors.counter('core.queue', 'enqueued', { name: notRe(String.raw`.+ queue|.*\[DA\]`) }), window),
        ),
      ],
    ] as const;
    return pairs
      .map(([before, after]) => {
        const missing = subtract(before, after, { on: selectors.node });
        const limit = add(multiply(before, number(missingShare)), number(missingMessages));
        return compare(missing, '>', limit, { on: selectors.node });
      })
      .reduce((all, one) => or(all, one));
  },
  summary: 'Messages that inputs received do not arrive in a queue',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} about ${shown.value('count')} messages that inputs received in ${selectors.window(MISSING_WINDOW)} have not arrived in a queue.`,
  runbook: {
    meaning:
      'Inputs counted clearly more messages than queues were offered. Mostly the rate limit of the input dropped them: up to 8.2602 most inputs do not count that. imudp also counts messages from senders that are not allowed.',
    impact: 'These messages are lost.',
    diagnosis: [
      'On the node: `journalctl -u rsyslog`, look for "begin to drop messages" and "disallowed sender".',
      'Is an input bound to a ruleset with `queue.type="direct"`? Such messages pass no queue that is counted: then set missingShare to 1 and the alert is off.',
      'Does `$RepeatedMsgReduction on` fold repeated messages?',
    ],
    mitigation: ['Raise ratelimit.burst and ratelimit.interval of the input, or quiet the process that logs too much.'],
  },
  tests: (selectors, pending) => {
    const { missingShare, missingMessages } = selectors.settings.thresholds;
    const series = new AlertFixture(selectors, selectors.window(MISSING_WINDOW), pending);
    /** Per window: so many come in, and of those so many times the limit are missing. */
    const passing = (messages: number, timesLimit: number) =>
      series.rising(
        series.perWindow(messages),
        series.perWindow(messages - timesLimit * (missingShare * messages + missingMessages)),
      );
    const little = 10 * missingMessages;
    const much = 10 * little;
    // As much above the limit as there is room for.
    const above = (1 + little / (missingShare * little + missingMessages)) / 2;
    const flow = (messages: number, timesLimit: number) => [
      series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(messages))),
      series.of('core.queue', 'enqueued', 'main Q', passing(messages, timesLimit)),
    ];
    const udp = (messages: number, timesLimit: number) => [
      series.of('imudp', 'msgs.received', 'imudp(w0)', series.rising(series.perWindow(messages))),
      series.of('imudp', 'submitted', 'imudp(*/514/IPv4)', passing(messages, timesLimit)),
    ];
    const actionQueue = series.of(
      'core.queue',
      'enqueued',
      'rsyslog-relp queue',
      series.rising(series.perWindow(little)),
    );
    return {
      ...series,
      good: flow(little, 0),
      bad: [...flow(little, above), actionQueue],
      labels: {},
      value: (above * (missingShare * little + missingMessages)).toFixed(0),
      quiet: [
        { title: 'a few of many messages are missing', lines: flow(much, 0.8) },
        { title: 'hardly any traffic', lines: flow(missingMessages * 0.9, 0.9 / (0.9 * missingShare + 1)) },
        { title: 'hardly any datagrams', lines: udp(missingMessages * 0.9, 0.9 / (0.9 * missingShare + 1)) },
        { title: 'datagrams of which few are missing', lines: udp(much, 0.8) },
      ],
      also: [{ title: 'datagrams', lines: udp(little, above), labels: {} }],
    };
  },
};
