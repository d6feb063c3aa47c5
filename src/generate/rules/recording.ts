// Recording rules: signals that several alerts, panels or texts share, in the order in which the rules have them.
import { lostByQueues } from '../signals/discards.ts';
import { drained } from '../signals/queue-drain.ts';
import type { RecordedSignal } from '../signals/recorded.ts';
import { fillsRegularly, forwardsRegularly, speaksRegularly } from '../signals/regular.ts';
import { restartSeen } from '../signals/restarts.ts';
import { frozen } from '../signals/standstill.ts';

export const RECORDING_RULES: readonly RecordedSignal[] = [
  lostByQueues,
  drained,
  frozen,
  forwardsRegularly,
  speaksRegularly,
  fillsRegularly,
  restartSeen,
];
