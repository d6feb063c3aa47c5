// Whether rsyslog's configuration can be read, and whether rsyslogd itself accepts it.
import { fail, ok, skip, warn, type Check, type Finding } from '../finding.ts';

const MOST_COMPLAINTS = 3;

export const rsyslogConfiguration: Check = {
  name: 'configuration',
  run: ({ configuration, verdict }) => {
    const { path, problems, statements } = configuration;
    if (statements.length === 0)
      return [
        fail(
          problems[0] ?? `${path} holds no statement`,
          'Name the main file of the node with --rsyslog-conf, and run this as root.',
        ),
      ];
    const unread = problems.map((problem) =>
      warn(problem, 'Mend the include, or run this as a user who may read it: what is in it is not known here.'),
    );
    return [...unread, ...judged(verdict, path)];
  },
};

function judged(verdict: Parameters<Check['run']>[0]['verdict'], path: string): Finding[] {
  if (verdict === undefined) return [skip('rsyslogd is not here to judge its configuration')];
  const { isAccepted, complaints } = verdict;
  if (isAccepted && complaints.length === 0) return [ok(`rsyslogd accepts ${path}`)];
  const what = `rsyslogd ${isAccepted ? 'accepts the configuration, but complains' : 'finds errors in the configuration'}: ${complaints.slice(0, MOST_COMPLAINTS).join('; ')}`;
  const fix = `Mend what it names, until "rsyslogd -N1 -f ${path}" is content, then restart rsyslog.`;
  return [isAccepted ? warn(what, fix) : fail(what, fix)];
}
