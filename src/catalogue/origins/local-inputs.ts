// Inputs that read on the host itself: the local log sockets, files and the systemd journal.
import { define, rows } from '../row.ts';

export const imuxsock = define({
  origin: 'imuxsock',
  object: 'imuxsock',
  source: 'plugins/imuxsock/imuxsock.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '5.7.0' },
      {
        submitted:
          'Messages from all local log sockets passed into rsyslog; before 8.2506 those that the rate limiter then dropped are in here too.',
      },
    ),
    ...rows(
      { unit: 'messages', since: '5.7.1' },
      {
        'ratelimit.discarded':
          'Messages from local sockets that the rate limiter discarded; before 8.2506 nothing increments it, so 0 proves nothing there.',
      },
    ),
    ...rows(
      { kind: 'gauge', unit: 'limiters', since: '5.7.1' },
      {
        'ratelimit.numratelimiters':
          'Rate limiters held for sending processes; up to 8.2602 it only rises, and after a counter reset it can fall below zero.',
      },
    ),
  },
});

export const imfile = define({
  origin: 'imfile',
  object: '<path of the monitored file>',
  source: 'plugins/imfile/imfile.c',
  counters: {
    ...rows(
      { unit: 'bytes', since: '8.2602.0' },
      {
        'bytes.processed':
          'Bytes of the file that became finished records; the series ends when rsyslog stops watching the file.',
      },
    ),
    ...rows(
      { unit: 'records', since: '8.2602.0' },
      {
        'lines.processed':
          'Records taken from the file, a record of several lines counts as one; the series ends when the file is no longer watched.',
      },
    ),
  },
});

export const imjournal = define({
  origin: 'imjournal',
  object: 'imjournal',
  source: 'plugins/imjournal/imjournal.c',
  counters: {
    ...rows({ unit: 'messages', since: '8.36.0' }, { submitted: 'Journal entries passed into rsyslog.' }),
    ...rows(
      { unit: 'messages', since: '8.37.0' },
      {
        read: 'Entries fetched from the journal, before rate limiting.',
        discarded: 'Journal entries that the rate limiter discarded.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.37.0' },
      {
        failed:
          'Journal entries for which memory for the tag ran out; errors while reading the journal are not counted here.',
      },
    ),
    ...rows(
      { unit: 'events', since: '8.37.0' },
      {
        rotations: 'Rotations of the journal that the input detected.',
        recovery_attempts: 'Attempts of the input to reopen the journal.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.37.0', until: '8.2512.0', dead: 'No code increments it.' },
      { poll_failed: 'Was meant to count failed polls of the journal.' },
    ),
    ...rows(
      {
        kind: 'info',
        unit: 'messages',
        reset: 'never',
        since: '8.37.0',
        dead: 'Registered, but no code writes it, so it stays 0.',
      },
      { ratelimit_discarded_in_interval: 'Was meant to show the entries dropped in the current rate-limit interval.' },
    ),
    ...rows(
      { kind: 'gauge', unit: 'bytes', reset: 'never', since: '8.37.0' },
      {
        disk_usage_bytes:
          'Disk space the journal takes, updated when an entry is read; before 8.2602 cut to 32 bits, so wrong and even negative from 2 GiB on.',
      },
    ),
  },
});
