// The lab's short form: the faults and healthy situations that matter most, on real rsyslogd, RELP and Prometheus.
import { BLIP, IDLE, RESTART } from './scenarios/healthy.ts';
import { COLLECTOR_HANGS, DAEMON_DEAD } from './scenarios/statistics.ts';
import { QUEUE_FULL, TARGET_DOWN, TARGET_DOWN_LOSING } from './scenarios/target.ts';
import { labSuite } from './suite.ts';

labSuite(
  'the lab, in short',
  [TARGET_DOWN, TARGET_DOWN_LOSING, QUEUE_FULL, DAEMON_DEAD, COLLECTOR_HANGS, IDLE, RESTART, BLIP],
  { isThorough: false },
);
