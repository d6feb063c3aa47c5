// Outputs that send syslog messages over the network: omfwd and omdtls.
import { define, rows } from '../row.ts';

/** One object per target of a pool since 8.2408, one per action before; documented as target-port-protocol. */
export const omfwd = define({
  origin: 'omfwd',
  object: '<TCP or UDP>-<target>-<port>',
  source: 'tools/omfwd.c',
  counters: {
    ...rows(
      { unit: 'bytes', since: '8.2102.0' },
      {
        'bytes.sent':
          'Bytes the socket to the target has taken, after compression; says nothing about whether the target got them.',
      },
    ),
    ...rows(
      { unit: 'messages', since: '8.2408.0' },
      {
        'messages.sent':
          'Messages on their way to the target: over TCP they may still wait in a buffer, and a retried one counts again.',
      },
    ),
    ...rows(
      { unit: 'connections', since: '8.2604.0' },
      { 'num.connects': 'Connections made to the target over TCP or TLS; always 0 over UDP.' },
    ),
  },
});

const MEANINGS = {
  submitted: 'Messages written to a DTLS session.',
  failures: 'Was meant to count messages that could not be sent.',
} as const;

const NO_FAILURES = 'The increment comes after the code has already given up, so it stays 0.';

export const omdtls = define({
  origin: 'omdtls',
  object: 'omdtls',
  source: 'plugins/omdtls/omdtls.c',
  counters: {
    ...rows({ unit: 'messages', since: '8.2402.0' }, { submitted: MEANINGS.submitted }),
    ...rows({ unit: 'messages', since: '8.2402.0', dead: NO_FAILURES }, { failures: MEANINGS.failures }),
  },
});

export const omdtlsAction = define({
  origin: 'omdtls',
  object: '<statsname of the action>',
  source: 'plugins/omdtls/omdtls.c',
  counters: {
    ...rows({ unit: 'messages', since: '8.2402.0' }, { submitted: MEANINGS.submitted }),
    ...rows({ unit: 'messages', since: '8.2402.0', dead: NO_FAILURES }, { failures: MEANINGS.failures }),
  },
});
