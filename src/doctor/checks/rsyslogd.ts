// Checks that rsyslogd runs, with the configuration that is on disk now.
import { ageText, fail, ok, warn, type Check } from '../finding.ts';

/** The start of a process is known to about a second. */
const SLACK_MS = 2000;

const MESSAGES = {
  notRunning: fail(
    'no process found (searched: <searched>)',
    'Start it, as with "systemctl start rsyslog"; "journalctl -u rsyslog" shows why it ended.',
  ),
  oldConfiguration: warn(
    'it has run for <uptime>, the configuration was changed <changed> ago: it does not yet run with the configuration that is examined here',
    'Restart rsyslog: it reads its configuration at the start only, not on HUP.',
  ),
  running: ok('runs as process <pid>'),
};

export const rsyslogdCheck: Check = {
  id: 'rsyslogd',
  looksAt: 'The process of rsyslogd, and whether it started after the last change of its configuration.',
  messages: MESSAGES,
  run: ({ daemon: { pid, startedAt, searched }, configuration, now }) => {
    if (pid === undefined) return [MESSAGES.notRunning({ searched })];
    if (startedAt === undefined || configuration.changedAt <= startedAt + SLACK_MS) return [MESSAGES.running({ pid })];
    const uptime = ageText(now - startedAt);
    return [MESSAGES.oldConfiguration({ uptime, changed: ageText(now - configuration.changedAt) })];
  },
};
