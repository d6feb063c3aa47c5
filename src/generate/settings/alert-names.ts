// The names of all alerts, in the order of the rules: settings have these keys, and an alert has one of these names.

export const ALERT_NAMES = [
  'RsyslogTooManyRelpActionFailures',
  'RsyslogRelpActionProcessingRateIsZero',
  'RsyslogQueueNotDraining',
  'RsyslogQueueDiscards',
  'RsyslogQueueSpillGrows',
  'RsyslogQueueNearlyFull',
  'RsyslogActionFails',
  'RsyslogActionSuspended',
  'RsyslogActionTakesNothing',
  'RsyslogActionFlaps',
  'RsyslogRequeueLoop',
  'RsyslogStatisticsStale',
  'RsyslogStatisticsFrozen',
  'RsyslogStatisticsVanished',
  'RsyslogStatisticsRejected',
  'RsyslogStatisticsIncomplete',
  'RsyslogSeriesDropped',
  'RsyslogInputSilent',
  'RsyslogInputRateLimited',
  'RsyslogInputMessagesMissing',
  'RsyslogDynstatsOverflow',
  'RsyslogRestartsOften',
  'RsyslogOpenFilesHigh',
  'RsyslogMemoryHigh',
  'RsyslogAuditRulesNotLoaded',
] as const;

export type AlertName = (typeof ALERT_NAMES)[number];
