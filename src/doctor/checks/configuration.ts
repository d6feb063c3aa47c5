// Checks that rsyslog's configuration can be read, and that rsyslogd accepts it.
import type { NodeFacts } from '../facts/facts.ts';
import { fail, ok, skip, warn, type Check, type Finding } from '../finding.ts';

const MOST_COMPLAINTS = 3;
const FIX = 'Correct the reported errors until "rsyslogd -N1 -f <path>" reports no error, then restart rsyslog.';

const MESSAGES = {
  unreadable: fail(
    'nothing can be examined: <problem>',
    'Set --rsyslog-conf to the main configuration file of the node, and run the doctor as root.',
  ),
  unreadInclude: warn(
    'a part is not examined: <problem>',
    'Correct the include, or run the doctor as a user who may read it.',
  ),
  rejected: fail('rsyslogd finds errors in the configuration: <complaints>', FIX),
  complaints: warn('rsyslogd accepts the configuration, but complains: <complaints>', FIX),
  untested: skip('there is no rsyslogd to test the configuration'),
  accepted: ok('rsyslogd accepts <path>'),
};

export const configurationCheck: Check = {
  id: 'configuration',
  looksAt: "rsyslog's main configuration file with all its includes, and the result of `rsyslogd -N1` on it.",
  messages: MESSAGES,
  run: ({ configuration, configTest }) => {
    const { path, problems, statements } = configuration;
    if (statements.length === 0)
      return [MESSAGES.unreadable({ problem: problems[0] ?? `${path} contains no statement` })];
    return [...problems.map((problem) => MESSAGES.unreadInclude({ problem })), ...testResult(configTest, path)];
  },
};

function testResult(configTest: NodeFacts['configTest'], path: string): Finding[] {
  if (configTest === undefined) return [MESSAGES.untested()];
  const complaints = configTest.complaints.slice(0, MOST_COMPLAINTS).join('; ');
  if (!configTest.isAccepted) return [MESSAGES.rejected({ complaints, path })];
  return [complaints === '' ? MESSAGES.accepted({ path }) : MESSAGES.complaints({ complaints, path })];
}
