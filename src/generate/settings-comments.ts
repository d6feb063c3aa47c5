// What each setting is for, as `--print-settings` says it above the key.

export const SETTINGS_COMMENTS: Readonly<Record<string, string>> = {
  flavour:
    'Where the output goes: gardener, prometheus-operator, or plain rule files for a Prometheus without Kubernetes.',
  naming: 'Names of the metrics, as the exporter was told with its naming profile: gardener or standard.',
  action: 'Name of the action that sends to the target.',
  intervals:
    'How often rsyslog reports and Prometheus scrapes. Windows of expressions span at least five of the longer one.',
  'intervals.impstats': 'The parameter "interval" of the module impstats.',
  'intervals.scrape': 'scrape_interval of the job.',
  groupBy: 'The label that tells one node from another.',
  keepLabels: 'Further labels that every aggregation keeps, as "cluster" where one Prometheus sees several.',
  selectors: 'Labels that every series must have, as job: node-exporter.',
  presence: 'The series that shows that a node is there: only then may its statistics be missed.',
  'presence.metric': 'Counts while its value is above 0, and must have the label of groupBy.',
  'presence.labels': 'Labels that it must have.',
  packs: 'Alerts to generate, by pack.',
  zeroRateNeedsInput: 'Let RsyslogRelpActionProcessingRateIsZero fire only when there was something to send.',
  'thresholds.failureRatio': 'RsyslogTooManyRelpActionFailures: failures per message, over all nodes.',
  'thresholds.statisticsAge': 'RsyslogStatisticsStale: how old statistics may be. The default follows the intervals.',
  'thresholds.vanishedLookback':
    'RsyslogStatisticsVanished: for how long statistics are missed after they were last seen.',
  'thresholds.drainedShare':
    'RsyslogQueueNotDraining: a queue is stuck when it loses less than this share of its backlog in a window.',
  'thresholds.expectedMessages':
    "RsyslogActionTakesNothing: messages that must have been the action's own before it is missed.",
  'thresholds.flaps': 'RsyslogActionFlaps: outages in half an hour.',
  'thresholds.requeueFactor':
    'RsyslogRequeueLoop: messages offered to the queue per message that the action was given.',
  'thresholds.queueFill': 'RsyslogQueueNearlyFull: share of the capacity.',
  'thresholds.rejectedLines':
    'RsyslogStatisticsRejected, RsyslogStatisticsIncomplete: how many in a quarter of an hour.',
  'thresholds.missingShare': 'RsyslogInputMessagesMissing: share of the messages that came in; 1 switches it off.',
  'thresholds.missingMessages': 'RsyslogInputMessagesMissing: and at least so many in a window.',
  'thresholds.silentFor': 'RsyslogInputSilent: how long an input has to be silent.',
  'thresholds.silentLookback':
    'RsyslogInputSilent: the time before, in which it must have spoken in half of the reports.',
  'thresholds.restarts': 'RsyslogRestartsOften: restarts in an hour.',
  'thresholds.openFiles': "RsyslogOpenFilesHigh: three quarters of the LimitNOFILE of Debian's unit.",
  'thresholds.memoryBytes': 'RsyslogMemoryHigh: peak of resident memory.',
  for: 'How long an expression has to hold before the alert fires.',
  severities: 'blocker, critical, warning or info.',
  alertLabels: 'Labels of all alerts.',
  queues:
    'How many messages queues can hold (queue.size); rsyslog does not say it. Without any there is no RsyslogQueueNearlyFull.',
  runbookBaseUrl: 'Where rules/README.md can be read; "#" and the name of the alert are added.',
  kubernetes: 'Kubernetes objects.',
  'kubernetes.namespace': 'Empty: left to whoever applies the objects.',
  'kubernetes.prometheus': 'gardener: the Prometheus that is to load them: shoot, seed or garden.',
  'kubernetes.component': 'gardener: the value of the label "component", and part of the names.',
  'kubernetes.labels': 'Labels of all objects; the operator selects by them.',
  dashboard: 'The dashboard.',
  'dashboard.datasource': 'Name of the datasource that is chosen at first.',
};
