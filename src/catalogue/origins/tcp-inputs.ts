// Inputs that accept TCP sessions through rsyslog's shared TCP server (imtcp, imgssapi, imdiag), and RELP.
import { define, rows } from '../row.ts';

/** The listener's counters belong to the shared server: the three inputs differ in their origin only. */
const listener = {
  ...rows(
    { unit: 'messages', since: '5.9.5' },
    {
      submitted:
        'Messages this listener passed into rsyslog; up to 8.2602 with those the rate limiter dropped, from 8.2604 without, and counted nowhere else.',
    },
  ),
  ...rows(
    { unit: 'bytes', since: '8.2606.0' },
    {
      'bytes.received': 'Bytes read from the sockets of this listener, as they came over the wire (still compressed).',
      'bytes.decompressed': 'Bytes that came out of stream decompression on this listener.',
    },
  ),
  ...rows(
    { unit: 'errors', since: '8.2606.0' },
    { 'decompression.errors': 'Compressed streams that could not be unpacked and were refused.' },
  ),
};

export const imtcp = define({
  origin: 'imtcp',
  object: '<input name>(<port>)',
  source: 'runtime/tcpsrv.c',
  counters: listener,
});

export const imgssapi = define({
  origin: 'imgssapi',
  object: '<input name>(<port>)',
  source: 'runtime/tcpsrv.c',
  counters: listener,
});

export const imdiag = define({
  origin: 'imdiag',
  object: '<input name>(<port>)',
  source: 'runtime/tcpsrv.c',
  counters: listener,
});

/** Exists with workerthreads above 1 only; rsyslog's documentation has the name the other way round (tcpsrv/wN). */
export const imtcpWorker = define({
  origin: 'imtcp',
  object: 'w<N>/<input name>',
  source: 'runtime/tcpsrv.c',
  counters: {
    ...rows({ unit: 'invocations', since: '8.2504.0' }, { runs: 'Pieces of work this worker thread has picked up.' }),
    ...rows(
      { unit: 'calls', since: '8.2504.0' },
      {
        read: 'Receive calls of this worker that brought data.',
        emptyread: 'Wake-ups of this worker without anything to read.',
      },
    ),
    ...rows(
      { unit: 'events', since: '8.2504.0' },
      {
        starvation_protect:
          'Times a busy session used up its reads in one turn and was queued again behind the others.',
      },
    ),
    ...rows(
      { unit: 'calls', since: '8.2504.0' },
      {
        accept:
          'Calls of accept() by this worker; the empty last call of each round counts as well, so it exceeds the number of connections.',
      },
    ),
  },
});

/** The control object of rsyslog's own test bench. */
export const imdiagStatsReporting = define({
  origin: 'imdiag',
  object: 'imdiag-stats-reporting-controller',
  source: 'plugins/imdiag/imdiag.c',
  counters: {
    ...rows(
      { unit: 'milliseconds', reset: 'never', since: '8.19.0' },
      {
        potentialTotalArtificialDelayInMs:
          'Test bench only: total time that statistics reporting was configured to wait.',
        actualTotalArtificialDelayInMs: 'Test bench only: total time that statistics reporting has waited.',
      },
    ),
    ...rows(
      { unit: 'events', reset: 'never', since: '8.19.0' },
      { delayInvocationCount: 'Test bench only: requests to delay statistics reporting.' },
    ),
  },
});

export const imrelp = define({
  origin: 'imrelp',
  object: '<input name>(<port>)',
  source: 'plugins/imrelp/imrelp.c',
  counters: rows(
    { unit: 'messages', since: '7.5.1' },
    {
      submitted:
        'Messages this RELP listener passed into rsyslog; sessions and rate-limit drops are not counted at all.',
    },
  ),
});
