// impstats itself: resources the rsyslogd process uses (getrusage, read at each report), and messages per sender.
import { define, rows } from '../row.ts';

/** If getrusage fails, all of its values are 0. */
export const resourceUsage = define({
  origin: 'impstats',
  object: 'resource-usage',
  source: 'plugins/impstats/impstats.c',
  counters: {
    ...rows(
      { unit: 'microseconds', reset: 'never', since: '7.5.3' },
      {
        utime: 'CPU time that rsyslogd has spent in user mode.',
        stime: 'CPU time that rsyslogd has spent in the kernel.',
      },
    ),
    ...rows(
      { kind: 'highwater', unit: 'kilobytes (Linux; bytes on macOS)', reset: 'never', since: '7.5.3' },
      { maxrss: 'Most memory rsyslogd ever had resident: a peak, so it does not fall when memory is given back.' },
    ),
    ...rows(
      { unit: 'faults', reset: 'never', since: '7.5.3' },
      {
        minflt: 'Page faults of rsyslogd that needed no access to a disk.',
        majflt: 'Page faults of rsyslogd for which a page had to be read from a disk.',
      },
    ),
    ...rows(
      { unit: 'blocks of 512 bytes', reset: 'never', since: '7.5.3' },
      {
        inblock: 'Blocks the file systems had to read for rsyslogd.',
        oublock: 'Blocks the file systems had to write for rsyslogd; called outblock in the documentation of rsyslog.',
      },
    ),
    ...rows(
      { unit: 'switches', reset: 'never', since: '7.5.3' },
      {
        nvcsw: 'Voluntary context switches of the threads of rsyslogd, mostly to wait.',
        nivcsw: 'Involuntary context switches of the threads of rsyslogd.',
      },
    ),
    ...rows(
      { kind: 'gauge', unit: 'file descriptors', reset: 'never', since: '8.29.0', width: 'int32' },
      {
        openfiles:
          'File descriptors rsyslogd has open, with the one needed to count them; Linux only, and 0 where they cannot be counted.',
      },
    ),
  },
});

/** Not a statistics object: one line per sender with the extra field sender; needs global(senders.keepTrack). */
export const senderStat = define({
  origin: 'impstats',
  object: '_sender_stat',
  source: 'runtime/statsobj.c',
  counters: rows(
    { unit: 'messages', since: '8.17.0' },
    {
      messages:
        'Messages from one sending host, through imtcp and imptcp only; a sender that is silent for senders.timeoutAfter disappears.',
    },
  ),
});
