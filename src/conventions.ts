// Names that the generated rsyslog configuration, the rules and the doctor must agree on. Imports none of them.

/** Name of the action that sends to the target, and `name` label of its series. */
export const DEFAULT_ACTION = 'rsyslog-relp';

/** rsyslog names the queue of an action after the action. */
export const queueOf = (action: string): string => `${action} queue`;

/** Names that the documented configurations give to what carries the statistics to the exporter. */
export const STATISTICS_ACTION = 'rsyslog-pstat';
export const STATISTICS_QUEUES = ['process_stats', 'pstat'];
