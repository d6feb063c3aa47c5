// imkafka, the Kafka consumer: one object for all its inputs, and one for each of them.
import { define, rows } from '../row.ts';

export const imkafka = define({
  origin: 'imkafka',
  object: 'imkafka',
  source: 'plugins/imkafka/imkafka.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.2512.0' },
      {
        received: 'Kafka records fetched, all inputs together.',
        submitted: 'Messages passed into rsyslog, all inputs together; a record that is split up counts once per part.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.2512.0' },
      { failures: 'Consumer errors, records without content and messages that were not taken, all inputs together.' },
    ),
    ...rows(
      { unit: 'events', since: '8.2512.0' },
      { eof: 'Times the end of a partition was reached, all inputs together.' },
    ),
    ...rows({ unit: 'polls', since: '8.2512.0' }, { poll_empty: 'Polls without a result, all inputs together.' }),
    ...rows(
      { kind: 'highwater', unit: 'messages', reset: 'never', since: '8.2512.0', width: 'int32' },
      {
        maxlag:
          'Largest consumer lag of any input since start, not the lag of now; only the lower 32 bits of the number are read.',
      },
    ),
    ...rows(
      { kind: 'window', unit: 'microseconds', reset: 'never', since: '8.2512.0', width: 'int32' },
      {
        rtt_avg_usec:
          'Average round trip to the brokers in the last librdkafka statistics window; 0 unless statistics.interval.ms is set.',
        int_latency_avg_usec:
          'Average time spent inside librdkafka in its last statistics window; 0 unless statistics.interval.ms is set.',
      },
    ),
    ...rows(
      { kind: 'window', unit: 'milliseconds', reset: 'never', since: '8.2512.0', width: 'int32' },
      {
        throttle_avg_msec:
          'Average throttling by the brokers in the last librdkafka statistics window; 0 unless statistics.interval.ms is set.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.2512.0' },
      {
        errors_timed_out: 'Timeouts that librdkafka reported to the consumer.',
        errors_transport: 'Transport errors that librdkafka reported to the consumer.',
        errors_broker_down: 'Reports by librdkafka that no broker can be reached.',
        errors_auth: 'Authentication errors that librdkafka reported to the consumer.',
        errors_ssl: 'TLS errors that librdkafka reported to the consumer.',
        errors_other: 'Errors of any other sort that librdkafka reported to the consumer.',
      },
    ),
  },
});

export const imkafkaInput = define({
  origin: 'imkafka',
  object: 'imkafka[<topic>,<topic>..._<consumer group>]',
  source: 'plugins/imkafka/imkafka.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.2512.0' },
      {
        received: 'Kafka records fetched by this input.',
        submitted: 'Messages this input passed into rsyslog; a record that is split up counts once per part.',
      },
    ),
    ...rows(
      { unit: 'errors', since: '8.2512.0' },
      { failures: 'Consumer errors, records without content and messages that were not taken, this input only.' },
    ),
    ...rows({ unit: 'events', since: '8.2512.0' }, { eof: 'Times this input reached the end of a partition.' }),
    ...rows({ unit: 'polls', since: '8.2512.0' }, { poll_empty: 'Polls of this input without a result.' }),
    ...rows(
      { kind: 'highwater', unit: 'messages', reset: 'never', since: '8.2512.0', width: 'int32' },
      {
        maxlag:
          'Largest consumer lag of this input since start, not the lag of now; only the lower 32 bits of the number are read.',
      },
    ),
  },
});
