// One of the two long-standing alerts of node audit logging, with its name and documented meaning. It sums over all nodes and misses
// one that fails among many: RsyslogActionFails does not.
import { compare } from '../../promql/index.ts';
import { failureRatio } from '../../signals/failures.ts';
import type { Alert } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { percentage } from '../../timelines/humanize.ts';

export const tooManyRelpActionFailures: Alert = {
  name: 'RsyslogTooManyRelpActionFailures',
  pack: 'relp',
  severity: 'warning',
  for: '15m',
  expr: (selectors) =>
    compare(failureRatio.expr(selectors, failureRatio.window(selectors)), '>', failureRatio.limit(selectors.settings)),
  summary: 'Rsyslog relp has too many failed attempts to process action events',
  description: (selectors, shown) =>
    `The rsyslog relp cumulative failure rate in processing action events is ${shown.value('ratio')}, ` +
    `which is greater than ${failureRatio.limit(selectors.settings) * 100}%. ` +
    'Lost so far: nothing where the action retries without end; elsewhere up to as many messages as failed. ' +
    'First: the rate adds up all nodes, so find the one that fails on the dashboard, row Actions, and check whether it reaches its target.',
  runbook: {
    meaning:
      'Over all nodes together, the RELP action has more failures per message than allowed. This is not a share of messages: one lost message can count twice, a lost batch once, and one bad node in fifty does not show.',
    impact: 'Messages to the target are lost or late.',
    diagnosis: [
      'See on the dashboard, row Actions, which node fails and since when.',
      'On that node, search `journalctl -u rsyslog` for the action and for omrelp.',
    ],
    mitigation: [
      'Make the target reachable again: network, firewall, certificate, disk space of the receiver.',
      'Give the action its own queue and `action.resumeRetryCount="-1"`, so that an outage delays messages instead of losing them.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, failureRatio.window(selectors), pending);
    const nothing = series.rising(0);
    const threshold = failureRatio.limit(selectors.settings);
    const good = [series.action('processed', series.rising(100)), series.action('failed', nothing)];
    const failing = (perSample: number) => [
      series.action('processed', series.rising(100)),
      series.action('failed', series.rising(0, perSample)),
    ];
    return {
      ...series,
      good,
      bad: failing(250 * threshold),
      isPerNode: false,
      labels: {},
      value: percentage(2.5 * threshold),
      oneOfFifty: 'silent',
      quiet: [
        { title: 'failures just below the threshold', lines: failing(50 * threshold) },
        {
          title: 'no message and no failure',
          lines: [series.action('processed', nothing), series.action('failed', nothing)],
        },
        {
          title: 'another action fails',
          lines: [
            ...good,
            series.action('processed', series.rising(100), 'other'),
            series.action('failed', series.rising(0, 90), 'other'),
          ],
        },
      ],
    };
  },
};
