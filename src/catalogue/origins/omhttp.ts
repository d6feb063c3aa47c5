// omhttp, the HTTP output: one object per action, or per server with statsbysenders.
import { define, rows } from '../row.ts';

/** In 8.2302 the only object is called omhttp. */
export const omhttp = define({
  origin: 'omhttp',
  object: '<statsname>(ALL) or <statsname>(<server>)',
  source: 'contrib/omhttp/omhttp.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.1903.0' },
      {
        'messages.submitted': 'Messages passed to the output for sending.',
        'messages.success': 'Messages in the requests that were answered with a 1xx or 2xx status.',
        'messages.fail': 'Messages in the requests that failed, status 429 aside; a retried message counts each time.',
        'messages.retry': 'Messages passed to the ruleset for retries or held up by status 429.',
      },
    ),
    ...rows(
      { unit: 'requests', since: '8.1903.0' },
      {
        'request.success': 'Requests that got a response, with any status.',
        'request.fail': 'Requests that got no response.',
        'request.status.success': 'Requests answered with a 1xx or 2xx status.',
        'request.status.fail': 'Requests answered with a 3xx, 4xx or 5xx status.',
      },
    ),
    ...rows(
      { unit: 'requests', since: '8.2404.0' },
      {
        'requests.count': 'Requests that were attempted.',
        'requests.status.0xx': 'Requests that ended without a status.',
        'requests.status.1xx': 'Requests answered with a 1xx status.',
        'requests.status.2xx': 'Requests answered with a 2xx status.',
        'requests.status.3xx': 'Requests answered with a 3xx status.',
        'requests.status.4xx': 'Requests answered with a 4xx status.',
        'requests.status.5xx': 'Requests answered with a 5xx status.',
      },
    ),
    ...rows(
      { unit: 'bytes', since: '8.2404.0' },
      { 'requests.bytes': 'Size of all requests as libcurl gives it (CURLINFO_REQUEST_SIZE).' },
    ),
    ...rows({ unit: 'milliseconds', since: '8.2404.0' }, { 'requests.time_ms': 'Total duration of all requests.' }),
  },
});

export const omhttpRequestCount = define({
  origin: 'omhttp',
  object: 'omhttp, later as the other objects of omhttp',
  source: 'contrib/omhttp/omhttp.c',
  counters: rows(
    { unit: 'requests', since: '8.1903.0', until: '8.2510.0' },
    { 'request.count': 'Requests that were attempted, under the older name of requests.count.' },
  ),
});
