// Outputs to telemetry and cloud services: omotel (OpenTelemetry) and omazureeventhubs.
import { define, rows } from '../row.ts';

/** One object per worker with the same name: they add up. */
export const omotel = define({
  origin: 'omotel',
  object: 'omotel-<url>',
  source: 'plugins/omotel/omotel.c',
  counters: {
    ...rows(
      { unit: 'batches', since: '8.2602.0' },
      {
        'batches.submitted': 'Attempts to export a batch.',
        'batches.success': 'Batches the collector took (status 2xx).',
        'batches.retried': 'Batches kept for another attempt (status 408, 429 or 5xx).',
        'batches.dropped': 'Batches discarded because the collector refused them (any other 4xx status).',
      },
    ),
    ...rows(
      { unit: 'responses', since: '8.2602.0' },
      {
        'http.status.4xx': 'Responses of the collector with a 4xx status.',
        'http.status.5xx': 'Responses of the collector with a 5xx status.',
      },
    ),
    ...rows(
      { unit: 'records', since: '8.2602.0' },
      { 'records.sent': 'Log records in the batches the collector took.' },
    ),
    ...rows(
      { unit: 'milliseconds', since: '8.2602.0' },
      { 'http.request.latency.ms': 'Total duration of all requests, not an average.' },
    ),
  },
});

const azureMessages = rows(
  { unit: 'messages', since: '8.2308.0' },
  {
    submitted: 'Messages handed to the AMQP link.',
    failures: 'Messages that were refused, or lost when the connection was closed.',
    accepted: 'Messages that Event Hubs has confirmed.',
  },
);

export const omazureeventhubs = define({
  origin: 'omazureeventhubs',
  object: 'omazureeventhubs',
  source: 'plugins/omazureeventhubs/omazureeventhubs.c',
  counters: {
    ...azureMessages,
    ...rows(
      { unit: 'errors', since: '8.2308.0' },
      {
        failures_other:
          'Delivery reports that belong to no known message; the objects of single actions call it othererrors.',
      },
    ),
  },
});

export const omazureeventhubsAction = define({
  origin: 'omazureeventhubs',
  object: '<statsname of the action>',
  source: 'plugins/omazureeventhubs/omazureeventhubs.c',
  counters: {
    ...azureMessages,
    ...rows(
      { unit: 'errors', since: '8.2308.0' },
      {
        othererrors:
          'Delivery reports that belong to no known message; the object of the whole module calls it failures_other.',
      },
    ),
  },
});
