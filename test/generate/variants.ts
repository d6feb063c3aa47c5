// Settings under which all generated files must be right: naming profiles, flavours, intervals, labels, thresholds.
import type { SettingsInput } from '../../src/generate/settings/settings.ts';

export const VARIANTS: Readonly<Record<string, SettingsInput>> = {
  'the default': {},
  'prometheus-operator and standard names': { flavour: 'prometheus-operator', naming: 'standard' },
  'plain files, one job, a label for the cluster': {
    flavour: 'plain',
    selectors: { job: 'node' },
    keepLabels: ['cluster'],
  },
  'reports every five minutes': { intervals: { impstats: '5m', scrape: '1m' } },
  'reports and scrapes every few seconds': { intervals: { impstats: '10s', scrape: '15s' }, naming: 'standard' },
  'thresholds and times of the user': {
    zeroRateNeedsInput: true,
    thresholds: {
      failureRatio: 0.1,
      drainedShare: 0.05,
      flaps: 6,
      requeueFactor: 5,
      queueFill: 0.5,
      rejectedLines: 1,
      missingShare: 0.4,
      missingMessages: 100,
      drainTime: '20m',
      growthShare: 0.2,
      takenFor: '15m',
      restarts: 2,
      openFiles: 900,
      memoryBytes: 100_000_000,
      silentFor: '30m',
      history: '2h',
      statisticsAge: '10m',
    },
    for: { RsyslogActionFlaps: '10m', RsyslogRestartsOften: '5m', RsyslogStatisticsStale: '3m' },
    queues: { 'main Q': 50_000 },
    expectedActions: ['rsyslog-relp', 'archive'],
    statisticsQueues: ['stats'],
    statisticsActions: ['to-exporter'],
    waitingQueues: ['nightly queue'],
  },
};
