// The whole lab: every fault and every healthy situation that can be made on one machine. It writes measured.json.
import { BLIP, HEALTHY, IDLE, RESTART } from './scenarios/healthy.ts';
import { INPUT_FAULTS } from './scenarios/inputs.ts';
import { COLLECTOR_HANGS, DAEMON_DEAD, STATISTICS_FAULTS } from './scenarios/statistics.ts';
import { QUEUE_FULL, TARGET_DOWN, TARGET_DOWN_LOSING, TARGET_FAULTS } from './scenarios/target.ts';
import { writeMeasured } from './measured.ts';
import { labSuite } from './suite.ts';

const FAULTS = [TARGET_DOWN, TARGET_DOWN_LOSING, QUEUE_FULL, ...TARGET_FAULTS, DAEMON_DEAD, COLLECTOR_HANGS];

labSuite('the lab', [...FAULTS, ...STATISTICS_FAULTS, ...INPUT_FAULTS, IDLE, RESTART, BLIP, ...HEALTHY], {
  isThorough: true,
  seen: writeMeasured,
});
