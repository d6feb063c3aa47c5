// Whether the exporter can run, and does: the program that rsyslog is told to start, and the process that should be there.
import { fail, ok, type Check } from '../finding.ts';

export const collectorProgram: Check = {
  name: 'collector',
  run: ({ child, exporter }) => {
    if (child !== undefined && !child.isExecutable)
      return [
        fail(
          `rsyslog is told to start ${child.program}, which is not there or not executable`,
          'Install rsyslog-pstat there, or name its place in binary="..." of the omprog action (generate rsyslog --binary), then restart rsyslog.',
        ),
      ];
    if (exporter?.isStopped === true)
      return [
        fail(
          `process ${exporter.pid} is stopped by a signal and reads nothing`,
          `Let it go on with "kill -CONT ${exporter.pid}", or end it: rsyslog starts its child anew.`,
        ),
      ];
    if (exporter !== undefined) return [ok(`runs as process ${exporter.pid}`)];
    if (child === undefined) return [];
    return [
      fail(
        `rsyslog should have started ${child.program}, but no such process works on the textfile`,
        'Restart rsyslog and look for omprog in its log. Does its AppArmor profile or its systemd unit allow the program?',
      ),
    ];
  },
};
