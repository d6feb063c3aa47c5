// Messages dropped by rate limits, for the inputs that count them.
import { compare, increase, or } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const LIMIT_WINDOW = '10m';

export const inputRateLimited: Alert = {
  name: 'RsyslogInputRateLimited',
  pack: 'inputs',
  severity: 'warning',
  for: '0s',
  expr: (q) => {
    const window = q.window(LIMIT_WINDOW);
    const dropped = [
      q.counter('imuxsock', 'ratelimit.discarded'),
      q.counter('imdocker', 'ratelimit.discarded'),
      q.counter('imkubernetes', 'ratelimit.discarded'),
      q.counter('imjournal', 'discarded'),
      q.counter('ratelimit', 'per_source_dropped'),
    ];
    return dropped
      .map((counter) => compare(q.byNode(increase(counter, window), 'name', 'origin'), '>', 0))
      .reduce((all, one) => or(all, one));
  },
  summary: 'An input of rsyslog drops messages because of its rate limit',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the rate limit of "${shown.label('name')}" has dropped about ${shown.value('count')} messages in ${q.window(LIMIT_WINDOW)}.`,
  runbook: {
    meaning:
      'More messages came in than the rate limit of the input allows. Many releases of rsyslog do not count what they drop: see RsyslogInputMessagesMissing.',
    impact: 'These messages are lost.',
    look: [
      'On the dashboard, row Inputs: how many messages come in?',
      'On the node: `journalctl -u rsyslog`, look for "begin to drop messages"; it names the process.',
    ],
    mend: ['Quiet the process that logs too much.', 'Raise ratelimit.burst and ratelimit.interval of the input.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, q.window(LIMIT_WINDOW), pending);
    const line = (values: readonly number[]) => at.of('imuxsock', 'ratelimit.discarded', 'imuxsock', values);
    return {
      ...at,
      good: [line(at.level(9))],
      bad: [line(at.rising(0, at.perWindow(60)))],
      labels: { name: 'imuxsock', origin: 'imuxsock' },
      value: '60',
      quiet: [],
      also: [
        {
          title: 'the journal',
          lines: [at.of('imjournal', 'discarded', 'imjournal', at.rising(0, at.perWindow(60)))],
          labels: { name: 'imjournal', origin: 'imjournal' },
        },
        {
          title: 'containers of Docker',
          lines: [at.of('imdocker', 'ratelimit.discarded', 'imdocker', at.rising(0, at.perWindow(60)))],
          labels: { name: 'imdocker', origin: 'imdocker' },
        },
        {
          title: 'containers of Kubernetes',
          lines: [at.of('imkubernetes', 'ratelimit.discarded', 'imkubernetes', at.rising(0, at.perWindow(60)))],
          labels: { name: 'imkubernetes', origin: 'imkubernetes' },
        },
        {
          title: 'a limit per source',
          lines: [at.of('ratelimit', 'per_source_dropped', 'ratelimit.x.per_source', at.rising(0, at.perWindow(60)))],
          labels: { name: 'ratelimit.x.per_source', origin: 'ratelimit' },
        },
      ],
    };
  },
};
