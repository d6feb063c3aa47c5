// Messages that arrive at rsyslog, and those that never get past the inputs.
import { inputSilent } from '../../alerts/inputs/input-silent.ts';
import { max, or, rate, sum } from '../../promql/index.ts';
import { missingShare } from '../../signals/missing-messages.ts';
import { rateLimitDrops } from '../../signals/rate-limit-drops.ts';
import { all } from './expressions.ts';
import { GRAPH, TABLE, groupedQuery, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const inputs: Row = {
  title: 'Inputs',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'Messages in',
      description:
        'Messages per second that each input passed into rsyslog. Bad: a line that falls to 0 while others continue. Check the socket or the sender, and restart rsyslog if it has lost its socket.',
      unit: 'cps',
      queries: groupedQuery((scope) => scope.sumBy(rate(scope.selectors.submitted(), RATE_WINDOW))),
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Dropped by rate limits of inputs',
      description:
        'Messages per second that rate limits of inputs dropped. Bad: anything above 0, it is lost. Make the sender log less, or raise ratelimit.burst. Many releases do not count these; the next panel shows what is missing.',
      unit: 'cps',
      queries: groupedQuery((scope) => scope.sumBy(all(rateLimitDrops.counters(scope.selectors), rate, RATE_WINDOW))),
      threshold: ({ settings }) => rateLimitDrops.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Missing between inputs and queues',
      description:
        'Share of the messages from inputs that reach no main queue and no queue of a ruleset. Bad above the line: mostly rate limits without a counter. Search the journal for "begin to drop messages". A ruleset with a direct queue shows here as well.',
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
        'Messages per second that imudp read from its sockets, and those it passed on. Bad: a difference, which was refused or dropped by the rate limit. Allow the sender, or raise the limit.',
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
        'Sessions of imptcp per second. Bad: many short ones, from a sender that cannot stay connected or connects for each message.',
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
        'Bytes per second that imptcp and imtcp read from the network; imtcp counts them from 8.2606 on. Bad: a rise without more messages, since a sender sends very long ones.',
      unit: 'Bps',
      queries: groupedQuery((scope) =>
        scope.sumBy(
          or(
            rate(scope.selectors.counter('imptcp', 'bytes.received'), RATE_WINDOW),
            rate(scope.selectors.counter('imtcp', 'bytes.received'), RATE_WINDOW),
          ),
        ),
      ),
    },
    {
      ...TABLE,
      title: 'Silent inputs',
      description:
        'Inputs that had messages in most reports and have none now, while other inputs of the node continue. Bad: any line. Restart rsyslog if it has lost its socket, or check the sender.',
      height: 6,
      labels: ({ nodeColumns }) => [...nodeColumns, ['name', 'Input'], ['origin', 'Module']],
      columns: ({ selectors }) => [
        { title: 'Samples with messages before', unit: 'short', expr: inputSilent.expr(selectors) },
      ],
      worstBy: ['Samples with messages before'],
    },
  ],
};
