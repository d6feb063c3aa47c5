// omkafka, the Kafka producer: one object for all its actions, and one per action that has a statsName.
import { define, rows } from '../row.ts';

export const omkafka = define({
  origin: 'omkafka',
  object: 'omkafka',
  source: 'plugins/omkafka/omkafka.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.8.0' },
      {
        submitted: 'Attempts to produce a message, all actions together; failed and repeated attempts are in here.',
        failures: 'Messages that could not be produced or were not delivered, all actions together.',
      },
    ),
    ...rows(
      { unit: 'lookups', since: '8.8.0' },
      {
        'topicdynacache.skipped':
          'Messages whose dynamic topic was that of the one before, so that no lookup was needed.',
        'topicdynacache.miss': 'Lookups of a dynamic topic that the cache did not hold.',
      },
    ),
    ...rows(
      { unit: 'topics', since: '8.8.0' },
      { 'topicdynacache.evicted': 'Dynamic topics closed because the cache needed room for another one.' },
    ),
    ...rows(
      { unit: 'messages', since: '8.35.0' },
      {
        acked: 'Messages whose delivery a broker has confirmed, all actions together.',
        failures_msg_too_large: 'Messages not produced because they are too large.',
        failures_unknown_topic: 'Messages not produced because the topic does not exist.',
        failures_queue_full: 'Messages not produced because the queue of librdkafka was full.',
        failures_unknown_partition: 'Messages not produced because the partition does not exist.',
        failures_other: 'Messages not produced for any other reason.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.35.0' },
      {
        errors_timed_out: 'Timeouts that librdkafka reported to the producer.',
        errors_transport:
          'Transport errors that librdkafka reported to the producer; newer releases add failed name lookups.',
        errors_broker_down: 'Reports by librdkafka that no broker can be reached.',
        errors_auth: 'Authentication errors that librdkafka reported to the producer.',
        errors_other: 'Errors of any other sort that librdkafka reported to the producer.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.2108.0' },
      { errors_ssl: 'TLS errors that librdkafka reported to the producer.' },
    ),
    ...rows(
      { kind: 'highwater', unit: 'messages', since: '8.15.0' },
      {
        maxoutqsize:
          'Most messages that waited in the queue of librdkafka, since start; with resetCounters since the last report.',
      },
    ),
    ...rows(
      { kind: 'window', unit: 'microseconds', reset: 'never', since: '8.35.0', width: 'int32' },
      {
        rtt_avg_usec:
          'Average round trip to brokers slower than 100 microseconds, of the client that reported last; 0 unless statistics.interval.ms is set.',
        int_latency_avg_usec:
          'Average wait in the producer queue, of the client that reported last; 0 unless statistics.interval.ms is set.',
      },
    ),
    ...rows(
      { kind: 'window', unit: 'milliseconds', reset: 'never', since: '8.35.0', width: 'int32' },
      {
        throttle_avg_msec:
          'Average throttling by the brokers, of the client that reported last; 0 unless statistics.interval.ms is set.',
      },
    ),
  },
});

export const omkafkaAction = define({
  origin: 'omkafka',
  object: '<statsName of the action>',
  source: 'plugins/omkafka/omkafka.c',
  counters: rows(
    { unit: 'messages', since: '8.2108.0' },
    {
      submitted: 'Attempts of this action to produce a message; failed and repeated attempts are in here.',
      failures: 'Messages of this action that could not be produced or were not delivered.',
      acked: 'Messages of this action whose delivery a broker has confirmed.',
    },
  ),
});
