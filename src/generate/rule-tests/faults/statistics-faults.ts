// Faults of the statistics themselves, of rsyslogd, and of other programs that the node reports.
import { AFTER, type Scenario } from './scenario.ts';
import { during, from, untilRestart } from './scripts.ts';

export const STATISTICS_FAULTS: readonly Scenario[] = [
  {
    id: 'F8',
    title: 'rsyslogd is dead, its last statistics are still served',
    lookAlikes: [
      { id: 'F9', title: 'the exporter is dead or hangs, its textfile stays' },
      { id: 'F10', title: 'rsyslogd runs, but reports no statistics' },
    ],
    script: untilRestart(from({ isFrozen: true })),
    bound: { intervals: 3 },
    seenBy: ['RsyslogStatisticsStale'],
  },
  {
    id: 'F13',
    title: 'more keys than a dynstats bucket may hold',
    script: from({ overflow: 50 }),
    seenBy: ['RsyslogDynstatsOverflow'],
  },
  {
    id: 'F16',
    title: 'statistics lines are cut',
    script: from({ cutLines: 1 }),
    seenBy: ['RsyslogStatisticsRejected'],
  },
  {
    id: 'F17',
    title: 'loading the audit rules failed on one node of fifty',
    script: from({ isAuditRefused: true }),
    nodes: 50,
    seenBy: ['RsyslogAuditRulesNotLoaded'],
  },
  {
    id: 'F19',
    title: 'the series of a node vanish, the node still exists',
    script: from({ isGone: true }),
    seenBy: ['RsyslogStatisticsVanished'],
  },
  {
    id: 'F24',
    title: 'one of several hosts behind one exporter dies, and its series are withdrawn',
    script: untilRestart(during((tick) => ({ isFrozen: true, isWithdrawn: tick >= 3 }))),
    bound: { intervals: 3 },
    seenBy: ['RsyslogStatisticsStale'],
  },
  {
    id: 'F25',
    title: 'a node that has never reported',
    script: (tick) => {
      if (tick < 0) return { isGone: true, isRemoved: true };
      return tick < AFTER ? { isNeverReported: true } : { isRestarted: tick === AFTER };
    },
    seenBy: ['RsyslogStatisticsNeverCame'],
  },
  {
    id: 'F31a',
    title: 'another file with the same series hides the values, under a fresh time',
    script: untilRestart(from({ isShadowed: true })),
    seenBy: ['RsyslogStatisticsShadowed'],
  },
  {
    id: 'F31b',
    title: 'two exporters write one file in turn',
    script: from({ hasTwoExporters: true }),
    seenBy: ['RsyslogExporterRestarts'],
  },
  {
    id: 'F32',
    title: 'a crash loop with one report in each life',
    script: from({ isRestarted: true }),
    bound: { ticks: 12 },
    seenBy: ['RsyslogRestartsOften'],
  },
  {
    id: 'F33a',
    title: 'keys of dynstats that differ only in case share a series',
    script: from({ mergedKeys: 2 }),
    seenBy: ['RsyslogDynstatsKeysMerged'],
  },
  {
    id: 'F33b',
    title: 'increments of dynstats without a key',
    script: from({ withoutKey: 3 }),
    seenBy: ['RsyslogDynstatsLost'],
  },
  {
    id: 'F33c',
    title: 'increments of a locked bucket of dynstats',
    script: from({ locked: 3 }),
    seenBy: ['RsyslogDynstatsLost'],
  },
];
