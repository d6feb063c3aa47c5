// Messages that rate limits of inputs drop, where they are counted.
import { rateLimitDrops } from '../../signals/rate-limit-drops.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const inputRateLimited: Alert = {
  name: 'RsyslogInputRateLimited',
  pack: 'inputs',
  severity: 'warning',
  for: '0s',
  expr: rateLimitDrops.total,
  summary: 'The rate limit of an input of rsyslog drops messages',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the rate limit of "${shown.label('name')}" drops messages. Lost so far: ${shown.value('count')} since rsyslogd started. ` +
    'First: find the program that logs that much (`journalctl --since -10min -o json | jq -r ._COMM | sort | uniq -c`); make it log less, or raise ratelimit.burst of the input.',
  runbook: {
    meaning:
      'More messages arrive than the rate limit of the input allows. Many releases of rsyslog do not count dropped messages: see RsyslogInputMessagesMissing.',
    impact: 'These messages are lost.',
    diagnosis: [
      'See on the dashboard, row Inputs, how many messages arrive.',
      'On the node, search `journalctl -u rsyslog` for "begin to drop messages": the line names the process.',
    ],
    mitigation: ['Make the process log less.', 'Raise ratelimit.burst and ratelimit.interval of the input.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, rateLimitDrops.window(selectors), pending);
    const line = (values: readonly number[]) => series.of('imuxsock', 'ratelimit.discarded', 'imuxsock', values);
    return {
      ...series,
      good: [line(series.level(9))],
      bad: [line(series.rising(0, series.perWindow(80)))],
      labels: { name: 'imuxsock', origin: 'imuxsock' },
      value: String(Math.round(series.perWindow(80) * series.faulty)),
      quiet: [],
      also: [
        {
          title: 'the journal',
          lines: [series.of('imjournal', 'discarded', 'imjournal', series.rising(0, series.perWindow(80)))],
          labels: { name: 'imjournal', origin: 'imjournal' },
        },
        {
          title: 'containers of Docker',
          lines: [series.of('imdocker', 'ratelimit.discarded', 'imdocker', series.rising(0, series.perWindow(80)))],
          labels: { name: 'imdocker', origin: 'imdocker' },
        },
        {
          title: 'containers of Kubernetes',
          lines: [
            series.of('imkubernetes', 'ratelimit.discarded', 'imkubernetes', series.rising(0, series.perWindow(80))),
          ],
          labels: { name: 'imkubernetes', origin: 'imkubernetes' },
        },
        {
          title: 'a limit per source',
          lines: [
            series.of(
              'ratelimit',
              'per_source_dropped',
              'ratelimit.x.per_source',
              series.rising(0, series.perWindow(80)),
            ),
          ],
          labels: { name: 'ratelimit.x.per_source', origin: 'ratelimit' },
        },
      ],
    };
  },
};
