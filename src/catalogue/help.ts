// The HELP text of each family. A family has one text; where its counters have several meanings, the text covers all.
import { CATALOGUE } from './index.ts';
import { PREFIX, seriesNameOf } from './series-name.ts';

/** Families of several meanings, by the series' name without its prefix. */
export const SHARED_HELP: Readonly<Record<string, string>> = {
  acked: 'Messages whose delivery a Kafka broker has confirmed.',
  discarded: 'Messages or requests that an input discarded because of the rate limiter, an error or a size limit.',
  dynstats: 'Increments of a key of a dynstats bucket.',
  enqueued: 'Messages or tasks offered to a queue, counted before any of them is discarded.',
  eof: 'Times the end of a Kafka partition was reached.',
  errors_auth: 'Authentication errors reported by librdkafka.',
  errors_other: 'Errors of any other sort reported by librdkafka.',
  errors_ssl: 'TLS errors reported by librdkafka.',
  errors_timed_out: 'Timeouts reported by librdkafka.',
  errors_transport: 'Transport errors reported by librdkafka.',
  failed: 'Failures: events of an action (not messages lost), failed requests or errors of an input.',
  failed_http: 'Messages in HTTP requests of an output that failed.',
  failed_httprequests: 'HTTP requests of an output that failed.',
  failures: 'Errors of an input, or messages that an output could not deliver.',
  failures_other: 'Failures of an output for which there is no other counter.',
  int_latency_avg_usec: 'Average time spent inside librdkafka in its last statistics window.',
  maxlag: 'Largest Kafka consumer lag since start.',
  maxqsize: 'Most messages or tasks a queue ever held since start.',
  poll_empty: 'Polls of Kafka that returned nothing.',
  ratelimit_discarded: 'Messages that the rate limiter of an input discarded.',
  read: 'Entries read from the journal, or receive calls of a TCP worker that brought data.',
  received: 'Kafka records fetched.',
  response_success: 'Records stored by Elasticsearch, or requests that ClickHouse accepted.',
  rtt_avg_usec: 'Average round trip to the Kafka brokers in the last statistics window of librdkafka.',
  starvation_protect: 'Times a busy session was queued again behind the others.',
  submitted: 'Messages an input passed into rsyslog, or an output passed on to its target.',
  throttle_avg_msec: 'Average throttling by the Kafka brokers in the last statistics window of librdkafka.',
};

const NOT_CATALOGUED = 'A counter of rsyslog that is not in the catalogue of rsyslog-pstat.';

const texts = new Map<string, string>();
for (const { origin, counters } of CATALOGUE) {
  for (const [counter, { meaning, dead }] of Object.entries(counters)) {
    const series = seriesNameOf(origin, counter);
    const text = SHARED_HELP[series.slice(PREFIX.length)] ?? (dead === undefined ? meaning : `${meaning} ${dead}`);
    if (!texts.has(series)) texts.set(series, text);
  }
}

/**
 * The text of the counter's family, unescaped. The origin matters only where it decides the family: for dynstats, percentile,
 * ratelimit and the messages per sender.
 */
export function helpFor(counter: string, origin = ''): string {
  return texts.get(seriesNameOf(origin, counter)) ?? NOT_CATALOGUED;
}
