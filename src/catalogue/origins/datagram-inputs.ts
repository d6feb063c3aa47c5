// Inputs that receive datagrams: imudp with its listeners and worker threads, and imdtls.
import { define, rows } from '../row.ts';

/** rsyslog's documentation writes the name as imudp(*:514). */
export const imudp = define({
  origin: 'imudp',
  object: '<input name>(<address>/<port>/<IPv4 or IPv6>)',
  source: 'plugins/imudp/imudp.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '5.9.5' },
      {
        submitted:
          'Datagrams this listener passed into rsyslog; those the rate limiter dropped are missing here and counted nowhere.',
      },
    ),
    ...rows(
      { unit: 'sender changes', since: '8.35.0' },
      {
        disallowed:
          'Times a sender that is not allowed followed a different one: any number of datagrams in a row from it count once.',
      },
    ),
  },
});

export const imudpWorker = define({
  origin: 'imudp',
  object: 'imudp(w<N>)',
  source: 'plugins/imudp/imudp.c',
  counters: {
    ...rows(
      { unit: 'calls', since: '7.5.5' },
      {
        'called.recvmmsg': 'Calls of recvmmsg() by this worker thread, with or without a result.',
        'called.recvmsg': 'Calls of recvmsg() by this worker thread, the fallback for systems without recvmmsg().',
      },
    ),
    ...rows(
      { unit: 'datagrams', since: '7.5.5' },
      {
        'msgs.received':
          'Datagrams this worker read for all listeners, before the sender check and the rate limiter; may be a little too low.',
      },
    ),
  },
});

export const imdtls = define({
  origin: 'imdtls',
  object: '<input name>(<port>)',
  source: 'plugins/imdtls/imdtls.c',
  counters: rows(
    { unit: 'messages', since: '8.2402.0' },
    { submitted: 'Messages this DTLS listener passed into rsyslog.' },
  ),
});
