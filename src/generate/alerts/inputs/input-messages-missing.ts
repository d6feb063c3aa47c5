// Messages that inputs counted and queues did not: dropped by rate limits without a counter.
import { add, anyOf, compare, increase, multiply, number } from '../../promql/index.ts';
import { datagramStages, gap, messageStages, missingShare } from '../../signals/missing-messages.ts';
import type { Over } from '../../signals/signal.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const inputMessagesMissing: Alert = {
  name: 'RsyslogInputMessagesMissing',
  pack: 'inputs',
  severity: 'warning',
  for: '3m',
  // A share of 1 cannot be exceeded: that setting switches the alert off.
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
  summary: 'Messages that inputs receive do not reach a queue',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} messages that inputs received have not reached a queue. Lost so far: about ${shown.value('count')} in the last ${missingShare.window(selectors)}, and those before. ` +
    'First: search `journalctl -u rsyslog` on the node for "begin to drop messages": that input has a rate limit; raise its ratelimit.burst, or make the sender log less.',
  runbook: {
    meaning:
      'Inputs counted far more messages than queues. The usual cause is the rate limit of an input: up to 8.2602 most inputs do not count what it drops. imudp also counts messages from senders that are not allowed.',
    impact: 'These messages are lost.',
    diagnosis: [
      'On the node, search `journalctl -u rsyslog` for "begin to drop messages" and "disallowed sender".',
      'Check whether an input is bound to a ruleset with `queue.type="direct"`: its messages pass no queue that counts. Setting missingShare to 1 switches the alert off.',
      'Check whether `$RepeatedMsgReduction on` folds repeated messages.',
    ],
    mitigation: ['Raise ratelimit.burst and ratelimit.interval of the input, or make the process log less.'],
  },
  tests: (selectors, pending) => {
    const { missingShare: share, missingMessages } = selectors.settings.thresholds;
    const series = new AlertFixture(selectors, missingShare.window(selectors), pending);
    /** @param messages that arrive in a window; `timesLimit` times as many as the limit allows are missing */
    const passing = (messages: number, timesLimit: number) =>
      series.rising(
        series.perWindow(messages),
        series.perWindow(messages - timesLimit * (share * messages + missingMessages)),
      );
    const little = 10 * missingMessages;
    const much = 10 * little;
    // Half-way between the limit and all messages.
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
    // Statistics hide nothing: they come from no input.
    const ofStatistics = selectors.settings.statisticsQueues.map((name) =>
      series.of('core.queue', 'enqueued', name, series.rising(series.perWindow(little))),
    );
    return {
      ...series,
      good: flow(little, 0),
      bad: [...flow(little, above), actionQueue, ...ofStatistics],
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
