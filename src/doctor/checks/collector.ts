// Checks that the exporter can run and does: the program that rsyslog starts, and the process.
import { fail, ok, type Check } from '../finding.ts';

const MESSAGES = {
  notExecutable: fail(
    'rsyslog is configured to start <program>, which does not exist or is not executable',
    'Install rsyslog-pstat there, or correct binary="..." of the omprog action (generate rsyslog --binary), then restart rsyslog.',
  ),
  stopped: fail(
    'process <pid> is stopped by a signal and reads nothing',
    'Resume it with "kill -CONT <pid>", or end it: rsyslog starts a new child.',
  ),
  notRunning: fail(
    'rsyslog is configured to start <program>, but no such process works on the textfile',
    'Restart rsyslog and search its log for omprog. Check that its AppArmor profile and its systemd unit allow the program.',
  ),
  running: ok('runs as process <pid>'),
};

export const collectorCheck: Check = {
  id: 'collector',
  looksAt:
    "The exporter's program as named by an omprog action in rsyslog's configuration, and the running process of the exporter.",
  messages: MESSAGES,
  run: ({ child, exporter }) => {
    if (child?.isExecutable === false) return [MESSAGES.notExecutable(child)];
    if (exporter?.isStopped === true) return [MESSAGES.stopped(exporter)];
    if (exporter !== undefined) return [MESSAGES.running(exporter)];
    return child === undefined ? [] : [MESSAGES.notRunning(child)];
  },
};
