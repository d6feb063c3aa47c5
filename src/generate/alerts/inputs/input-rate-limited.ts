// Messages dropped by rate limits, for the inputs that count them.
import { rateLimitDrops } from '../../signals/rate-limit-drops.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const inputRateLimited: Alert = {
  name: 'RsyslogInputRateLimited',
  pack: 'inputs',
  severity: 'warning',
  for: '0s',
  expr: rateLimitDrops.excess,
  summary: 'An input of rsyslog drops messages because of its rate limit',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the rate limit of "${shown.label('name')}" has dropped about ${shown.value('count')} messages in ${rateLimitDrops.window(selectors)}.`,
  runbook: {
    meaning:
      'More messages came in than the rate limit of the input allows. Many releases of rsyslog do not count what they drop: see RsyslogInputMessagesMissing.',
    impact: 'These messages are lost.',
    diagnosis: [
      'On the dashboard, row Inputs: how many messages come in?',
      'On the node: `journalctl -u rsyslog`, look for "begin to drop messages"; it names the process.',
    ],
    mitigation: ['Quiet the process that logs too much.', 'Raise ratelimit.burst and ratelimit.interval of the input.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, rateLimitDrops.window(selectors), pending);
    const line = (values: readonly number[]) => series.of('imuxsock', 'ratelimit.discarded', 'imuxsock', values);
    return {
      ...series,
      good: [line(series.level(9))],
      bad: [line(series.rising(0, series.perWindow(60)))],
      labels: { name: 'imuxsock', origin: 'imuxsock' },
      value: '60',
      quiet: [],
      also: [
        {
          title: 'the journal',
          lines: [series.of('imjournal', 'discarded', 'imjournal', series.rising(0, series.perWindow(60)))],
          labels: { name: 'imjournal', origin: 'imjournal' },
        },
        {
          title: 'containers of Docker',
          lines: [series.of('imdocker', 'ratelimit.discarded', 'imdocker', series.rising(0, series.perWindow(60)))],
          labels: { name: 'imdocker', origin: 'imdocker' },
        },
        {
          title: 'containers of Kubernetes',
          lines: [
            series.of('imkubernetes', 'ratelimit.discarded', 'imkubernetes', series.rising(0, series.perWindow(60))),
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
              series.rising(0, series.perWindow(60)),
            ),
          ],
          labels: { name: 'ratelimit.x.per_source', origin: 'ratelimit' },
        },
      ],
    };
  },
};
