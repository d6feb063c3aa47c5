// Outputs that store messages in a search engine or a column store: omelasticsearch and omclickhouse.
import { define, rows } from '../row.ts';

/** rsyslog's documentation calls the failure counters fail.*; rsyslog writes failed.*. */
export const omelasticsearch = define({
  origin: 'omelasticsearch',
  object: 'omelasticsearch',
  source: 'plugins/omelasticsearch/omelasticsearch.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '7.4.5' },
      {
        submitted: 'Messages passed to the output for storing; a retried one counts again.',
        'failed.http': 'Messages in the requests that never got a usable HTTP response.',
      },
    ),
    ...rows(
      { unit: 'requests', since: '7.4.5' },
      { 'failed.httprequests': 'Requests that never got a usable HTTP response.' },
    ),
    ...rows({ unit: 'checks', since: '8.23.0' }, { 'failed.checkConn': 'Health checks that no server passed.' }),
    ...rows(
      { unit: 'responses', since: '7.4.5' },
      {
        'failed.es': 'Responses in which Elasticsearch reported an error: one per response, not per message.',
      },
    ),
    ...rows(
      { unit: 'records', since: '8.36.0' },
      {
        'response.success': 'Records that were stored; only counted with retryFailures=on.',
        'response.bad': 'Entries of a bulk response that could not be understood; only counted with retryFailures=on.',
        'response.duplicate': 'Records that existed already (status 409); only counted with retryFailures=on.',
        'response.badargument':
          'Records refused as invalid (status 400, or any below 200); only counted with retryFailures=on.',
        'response.bulkrejection':
          'Records refused because the server was overloaded (status 429); only counted with retryFailures=on.',
        'response.other': 'Records refused with any other status; only counted with retryFailures=on.',
      },
    ),
    ...rows({ unit: 'events', since: '8.1904.0' }, { rebinds: 'Times rebindInterval made the output connect anew.' }),
  },
});

export const omclickhouse = define({
  origin: 'omclickhouse',
  object: 'omclickhouse',
  source: 'plugins/omclickhouse/omclickhouse.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.1901.0' },
      {
        submitted: 'Messages passed to the output for storing.',
        'failed.http': 'Messages in the requests that failed before there was a response; may be a little too low.',
      },
    ),
    ...rows(
      { unit: 'requests', since: '8.1901.0' },
      {
        'failed.httprequests': 'Requests that failed before there was a response.',
        'response.success': 'Requests that ClickHouse answered with a status below 400 and no text.',
      },
    ),
    ...rows(
      { unit: 'replies', since: '8.1901.0' },
      { 'failed.clickhouse': 'Responses in which ClickHouse reported an error: one per response, not per message.' },
    ),
  },
});
