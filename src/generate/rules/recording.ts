// Recording rules: signals that an alert and a panel share, in the order in which the rules have them.
import { backlog, drained, type RecordedSignal } from '../signals/queue-drain.ts';

export const RECORDING_RULES: readonly RecordedSignal[] = [backlog, drained];
