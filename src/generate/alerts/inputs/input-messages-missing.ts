// Messages that an input counted and no queue was offered: rate limits that nobody counts.
import { add, anyOf, compare, increase, multiply, number } from '../../promql/index.ts';
import { datagramStages, gap, messageStages, missingShare } from '../../signals/missing-messages.ts';
import type { Over } from '../../signals/signal.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const inputMessagesMissing: Alert = {
  name: 'RsyslogInputMessagesMissing',
  pack: 'inputs',
  severity: 'warning',
  for: '3m',
  // A share of 1 cannot be exceeded: the setting that switches the alert off.
  isEnabled: (selectors) => missingShare.limit(selectors.settings) < 1,
  expr: (selectors) => {
    const { missingMessages } = selectors.settings.thresholds;
    const over: Over = (counter) => increase(counter, missingShare.window(selectors));
    const on = selectors.node;
    return anyOf(
      [datagramStages(selectors), messageStages(selectors)].map((stages) => {
        const { received, missing } = gap(stages, over, on);
        const allowed = multiply(received, number(missingShare.limit(selectors.settings)));
        return compare(missing, '>', add(allowed, number(missingMessages)), { on });
      }),
    );
  },
  summary: 'Messages that inputs received do not arrive in a queue',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} about ${shown.value('count')} messages that inputs received in ${missingShare.window(selectors)} have not arrived in a queue.`,
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
    const { missingShare: share, missingMessages } = selectors.settings.thresholds;
    const series = new AlertFixture(selectors, missingShare.window(selectors), pending);
    /** Per window: so many come in, and of those so many times the limit are missing. */
    const passing = (messages: number, timesLimit: number) =>
      series.rising(
        series.perWindow(messages),
        series.perWindow(messages - timesLimit * (share * messages + missingMessages)),
      );
    const little = 10 * missingMessages;
    const much = 10 * little;
    // As much above the limit as there is room for.
    const above = (1 + little / (share * little + missingMessages)) / 2;
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
      value: (above * (share * little + missingMessages)).toFixed(0),
      quiet: [
        { title: 'a few of many messages are missing', lines: flow(much, 0.8) },
        { title: 'hardly any traffic', lines: flow(missingMessages * 0.9, 0.9 / (0.9 * share + 1)) },
        { title: 'hardly any datagrams', lines: udp(missingMessages * 0.9, 0.9 / (0.9 * share + 1)) },
        { title: 'datagrams of which few are missing', lines: udp(much, 0.8) },
      ],
      also: [{ title: 'datagrams', lines: udp(little, above), labels: {} }],
    };
  },
};
