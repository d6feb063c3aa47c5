// What comes into rsyslog, and what never gets past the inputs.
import { inputSilent } from '../../alerts/inputs/input-silent.ts';
import { max, or, rate, sum } from '../../promql/index.ts';
import { missingShare } from '../../signals/missing-messages.ts';
import { rateLimitDrops } from '../../signals/rate-limit-drops.ts';
import { all } from './expressions.ts';
import { GRAPH, TABLE, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const inputs: Row = {
  title: 'Inputs',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'Messages in',
      description:
        'Messages per second that each input passed into rsyslog. Bad: a line that falls to 0 while others go on. Check the socket or the sender, and restart rsyslog if it has lost its socket.',
      unit: 'cps',
      queries: (scope) => [{ expr: scope.sumBy(rate(scope.selectors.submitted(), RATE_WINDOW)), legend: scope.legend }],
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Dropped by rate limits of inputs',
      description:
        'Messages per second that rate limits of inputs threw away. Anything above 0 is bad, it is lost: quiet the sender or raise ratelimit.burst. Many releases do not count these; the panel beside shows what is missing.',
      unit: 'cps',
      queries: (scope) => [
        { expr: scope.sumBy(all(rateLimitDrops.counters(scope.selectors), rate, RATE_WINDOW)), legend: scope.legend },
      ],
      threshold: ({ settings }) => rateLimitDrops.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Missing between inputs and queues',
      description:
        'Share of the messages that inputs received and no main queue or queue of a ruleset was offered. Bad above the line: mostly rate limits that nobody counts. Look for "begin to drop messages" in the journal. A ruleset with a direct queue shows here as well.',
      unit: 'percentunit',
      queries: ({ selectors }) => [
        { expr: missingShare.expr(selectors, RATE_WINDOW, []), legend: 'all nodes' },
        { expr: max(missingShare.expr(selectors, RATE_WINDOW, selectors.node)), legend: 'the node with the most' },
      ],
      threshold: ({ settings }) => missingShare.limit(settings),
    },
    {
      ...GRAPH,
      title: 'UDP: received and passed on',
      description:
        'Messages per second that imudp read from its sockets, and those it passed on. A difference is bad: so much was refused or dropped by the rate limit. Allow the sender, or raise the limit.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: sum(rate(selectors.counter('imudp', 'msgs.received'), RATE_WINDOW)), legend: 'received' },
        { expr: sum(rate(selectors.submitted({ origin: 'imudp' }), RATE_WINDOW)), legend: 'passed on' },
      ],
    },
    {
      ...GRAPH,
      title: 'TCP: sessions opened and closed',
      description:
        'Sessions per second of imptcp. Many short ones are bad: a sender that cannot stay connected, or one that connects per message.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: sum(rate(selectors.counter('imptcp', 'sessions.opened'), RATE_WINDOW)), legend: 'opened' },
        { expr: sum(rate(selectors.counter('imptcp', 'sessions.closed'), RATE_WINDOW)), legend: 'closed' },
      ],
    },
    {
      ...GRAPH,
      title: 'Bytes received over TCP',
      description:
        'Bytes per second that imptcp and imtcp read from the network; imtcp counts them from 8.2606 on. Bad is a rise without more messages: something sends very long ones.',
      unit: 'Bps',
      queries: (scope) => [
        {
          expr: scope.sumBy(
            or(
              rate(scope.selectors.counter('imptcp', 'bytes.received'), RATE_WINDOW),
              rate(scope.selectors.counter('imtcp', 'bytes.received'), RATE_WINDOW),
            ),
          ),
          legend: scope.legend,
        },
      ],
    },
    {
      ...TABLE,
      title: 'Inputs that have fallen silent',
      description:
        'Inputs that used to have messages in most reports and have none now, while other inputs of the node go on. Any line is bad. Restart rsyslog if it lost its socket, or look after the sender.',
      height: 6,
      labels: ({ nodeColumns }) => [...nodeColumns, ['name', 'Input'], ['origin', 'Module']],
      columns: ({ selectors }) => [
        { title: 'Samples with messages before', unit: 'short', expr: inputSilent.expr(selectors) },
      ],
      worstBy: ['Samples with messages before'],
    },
  ],
};
