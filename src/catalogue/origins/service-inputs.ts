// Inputs that use the protocol of a service: HTTP requests, the Docker API and the log files of Kubernetes pods.
import { define, rows } from '../row.ts';

export const imhttp = define({
  origin: 'imhttp',
  object: 'imhttp',
  source: 'contrib/imhttp/imhttp.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.2010.0' },
      { submitted: 'Messages passed into rsyslog, all HTTP endpoints together.' },
    ),
    ...rows({ unit: 'requests', since: '8.2010.0' }, { failed: 'HTTP requests answered with an error.' }),
    ...rows(
      { unit: 'messages and requests', since: '8.2010.0' },
      {
        discarded:
          'Messages not passed on because of the rate limiter or an error, plus whole requests that were too large.',
      },
    ),
  },
});

export const imdocker = define({
  origin: 'imdocker',
  object: 'imdocker',
  source: 'contrib/imdocker/imdocker.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.1904.0' },
      {
        submitted: 'Log lines of containers passed into rsyslog.',
        'ratelimit.discarded': 'Log lines of containers that the rate limiter discarded.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.1904.0' },
      { 'curl.errors': 'Errors while talking to the Docker API, as libcurl reports them.' },
    ),
  },
});

export const imkubernetes = define({
  origin: 'imkubernetes',
  object: 'imkubernetes',
  source: 'contrib/imkubernetes/imkubernetes.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.2608.0' },
      {
        submitted: 'Records of pod logs passed into rsyslog.',
        'ratelimit.discarded': 'Records of pod logs that the rate limiter discarded.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.2608.0' },
      {
        'parse.errors':
          'File paths or log lines that did not have the expected form; such a line is passed on as it is.',
        'kube.api_errors': 'Requests to the Kubernetes API that failed.',
      },
    ),
    ...rows({ unit: 'files', since: '8.2608.0' }, { 'files.discovered': 'Pod log files the input has come across.' }),
    ...rows(
      { unit: 'records', since: '8.2608.0' },
      {
        'records.cri': 'Records that were in the CRI log format.',
        'records.dockerjson': 'Records that were in the JSON log format of Docker.',
      },
    ),
    ...rows(
      { unit: 'lookups', since: '8.2608.0' },
      {
        'kube.cache_hits': 'Lookups of pod metadata that the cache could answer.',
        'kube.cache_misses': 'Lookups of pod metadata that the cache could not answer.',
      },
    ),
  },
});
