// Whether rsyslogd runs, with the configuration that is on disk now.
import { ageText, fail, ok, warn, type Check } from '../finding.ts';

/** The kernel tells when a process started to about a second. */
const SLACK_MS = 2000;

export const daemon: Check = {
  name: 'rsyslogd',
  run: ({ daemon: { pid, startedAt, lookedAt }, configuration, now }) => {
    if (pid === undefined)
      return [
        fail(
          `it does not run (looked at ${lookedAt})`,
          'Start it, as with "systemctl start rsyslog"; its own log says why it ended: "journalctl -u rsyslog".',
        ),
      ];
    if (startedAt !== undefined && configuration.changedAt > startedAt + SLACK_MS)
      return [
        warn(
          `it has run for ${ageText(now - startedAt)}, the configuration was changed ${ageText(now - configuration.changedAt)} ago: what is said here about the configuration is not yet true`,
          'Restart rsyslog: it reads its configuration at the start only, not on HUP.',
        ),
      ];
    return [ok(`runs as process ${pid}`)];
  },
};
