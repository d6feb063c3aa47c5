// imptcp, the plain TCP and unix stream socket input: one object per listener and one for its helper threads.
import { define, rows } from '../row.ts';

export const imptcp = define({
  origin: 'imptcp',
  object: '<input name>(<address>/<port or socket path>/<IPv4 or IPv6>)',
  source: 'plugins/imptcp/imptcp.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '5.9.5' },
      {
        submitted:
          'Messages this listener passed into rsyslog; up to 8.2602 those that the rate limiter then dropped are in here too.',
      },
    ),
    ...rows(
      { unit: 'sessions', since: '8.29.0' },
      {
        'sessions.opened': 'Connections this listener has accepted.',
        'sessions.closed': 'Sessions of this listener that have ended.',
      },
    ),
    ...rows(
      { unit: 'accept loops that ended', since: '8.29.0' },
      {
        'sessions.openfailed':
          'Rounds of accept() that came to an end, which every round does: rises without any failed session, so do not alert on it.',
      },
    ),
    ...rows(
      { unit: 'bytes', since: '7.5.1' },
      {
        'bytes.received':
          'Bytes read from the sockets of this listener, as they came over the wire (still compressed).',
        'bytes.decompressed': 'Bytes that came out of stream decompression on this listener.',
      },
    ),
  },
});

export const imptcpWorkQueue = define({
  origin: 'imptcp',
  object: 'io-work-q',
  source: 'plugins/imptcp/imptcp.c',
  counters: {
    ...rows(
      { unit: 'tasks', since: '8.17.0' },
      { enqueued: 'Socket events handed over to the helper threads of imptcp.' },
    ),
    ...rows(
      { kind: 'highwater', unit: 'tasks', reset: 'never', since: '8.17.0', width: 'int32' },
      { maxqsize: 'Most socket events that ever waited for the helper threads of imptcp at once.' },
    ),
  },
});
