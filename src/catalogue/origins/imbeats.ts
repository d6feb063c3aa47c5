// imbeats, the input for the Lumberjack protocol of Elastic Beats.
import { define, rows } from '../row.ts';

export const imbeats = define({
  origin: 'imbeats',
  object: 'imbeats',
  source: 'plugins/imbeats/imbeats.c',
  counters: {
    ...rows(
      { unit: 'connections', since: '8.2606.0' },
      {
        'connections.accepted': 'Connections that became a session.',
        'connections.closed': 'Sessions that have ended, for any reason.',
        'connections.rejected': 'Connections rejected because maxSessions was reached.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.2606.0' },
      {
        protocol_errors: 'Sessions cut off because the sender broke the protocol.',
        ack_failures: 'Acknowledgements that could not be written to the sender.',
      },
    ),
    ...rows(
      { unit: 'batches', since: '8.2606.0' },
      {
        'batches.received': 'Batches (protocol windows) that were accepted.',
        'batches.acked': 'Acknowledgements sent to Beats for their batches.',
      },
    ),
    ...rows(
      { unit: 'events', since: '8.2606.0' },
      {
        'events.received': 'Events in the batches that passed the checks.',
        'events.submitted': 'Events passed into rsyslog as messages.',
        'events.failed': 'Events that did not pass the checks or were not taken by rsyslog.',
        json_decode_failures: 'Events whose JSON could not be read.',
        starvation_protect: 'Times a busy session was queued again behind the others.',
      },
    ),
    ...rows(
      { unit: 'frames', since: '8.2606.0' },
      {
        compressed_frames: 'Frames that arrived compressed.',
        'frames.rejected': 'Frames rejected because they exceed a limit.',
        'compressed.rejected': 'Compressed frames rejected because they exceed a limit.',
      },
    ),
    ...rows(
      { unit: 'windows', since: '8.2606.0' },
      { 'windows.rejected': 'Windows rejected because they announce too many events.' },
    ),
    ...rows(
      { unit: 'events', since: '8.2608.0' },
      { resource_rejected: 'Times the limit on bytes in flight left no room for more payload.' },
    ),
    ...rows(
      { unit: 'sessions', since: '8.2608.0' },
      { 'sessions.timed_out': 'Sessions closed because nothing came from the sender for too long.' },
    ),
    ...rows(
      { kind: 'gauge', unit: 'connections', reset: 'never', since: '8.2606.0' },
      { 'connections.active': 'Sessions that are open at this moment.' },
    ),
    ...rows(
      { kind: 'gauge', unit: 'bytes', reset: 'never', since: '8.2608.0' },
      { resource_bytes: 'Payload bytes in flight at this moment, as reserved against the limit.' },
    ),
  },
});
