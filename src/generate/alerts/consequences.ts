// Which alerts follow from which: one cause, one page. Runbooks name them, and inhibition rules mute the effects.
// No two alerts follow from each other: each would mute the other.
import type { AlertName } from '../settings/alert-names.ts';

export interface Consequence {
  readonly causes: readonly AlertName[];
  readonly effects: readonly AlertName[];
  /** label that both share beside those of the node; absent: the same node is enough */
  readonly sameLabel?: 'queue' | 'name';
  /** the cause is about all nodes */
  readonly isAboutAllNodes?: true;
}

const QUEUES: readonly AlertName[] = [
  'RsyslogQueueNotDraining',
  'RsyslogQueueDrainsTooSlowly',
  'RsyslogQueueSpoolLost',
  'RsyslogQueueDiscards',
  'RsyslogQueueSpillGrows',
  'RsyslogQueueNearlyFull',
];
const ACTIONS: readonly AlertName[] = [
  'RsyslogActionFails',
  'RsyslogActionSuspended',
  'RsyslogActionTakesNothing',
  'RsyslogActionMissing',
  'RsyslogActionFlaps',
  'RsyslogRequeueLoop',
  'RsyslogRelpActionProcessingRateIsZero',
];
const INPUTS: readonly AlertName[] = ['RsyslogInputSilent', 'RsyslogInputRateLimited', 'RsyslogInputMessagesMissing'];
const REPORTS: readonly AlertName[] = [
  'RsyslogStatisticsStale',
  'RsyslogStatisticsFrozen',
  'RsyslogStatisticsVanished',
  'RsyslogStatisticsNeverCame',
  'RsyslogStatisticsShadowed',
];

export const CONSEQUENCES: readonly Consequence[] = [
  // Without reports what counters say is old.
  {
    causes: REPORTS,
    effects: [
      ...QUEUES,
      ...ACTIONS,
      ...INPUTS,
      'RsyslogSeriesDropped',
      'RsyslogDynstatsOverflow',
      'RsyslogDynstatsLost',
      'RsyslogDynstatsKeysMerged',
      'RsyslogOpenFilesHigh',
      'RsyslogMemoryHigh',
      'RsyslogIntervalsDoNotFit',
    ],
  },
  {
    causes: ['RsyslogNodeLabelMissing'],
    effects: [...QUEUES, ...ACTIONS, ...INPUTS, ...REPORTS, 'RsyslogRestartsOften'],
    isAboutAllNodes: true,
  },
  {
    causes: ['RsyslogRestartsOften'],
    effects: [
      'RsyslogExporterRestarts',
      'RsyslogIntervalsDoNotFit',
      'RsyslogStatisticsIncomplete',
      'RsyslogActionFlaps',
      'RsyslogActionTakesNothing',
      'RsyslogInputSilent',
      'RsyslogRelpActionProcessingRateIsZero',
    ],
  },
  {
    causes: ['RsyslogExporterRestarts'],
    effects: ['RsyslogStatisticsIncomplete', 'RsyslogStatisticsRejected', 'RsyslogIntervalsDoNotFit'],
  },
  {
    causes: ['RsyslogQueueSpoolLost'],
    effects: [
      'RsyslogQueueNotDraining',
      'RsyslogQueueDrainsTooSlowly',
      'RsyslogQueueSpillGrows',
      'RsyslogQueueNearlyFull',
      'RsyslogQueueDiscards',
    ],
    sameLabel: 'queue',
  },
  { causes: ['RsyslogQueueSpoolLost'], effects: ['RsyslogRequeueLoop'] },
  // Messages are lost: that matters more than that the same queue is stuck or grows.
  {
    causes: ['RsyslogQueueDiscards'],
    effects: [
      'RsyslogQueueNotDraining',
      'RsyslogQueueDrainsTooSlowly',
      'RsyslogQueueSpillGrows',
      'RsyslogQueueNearlyFull',
    ],
    sameLabel: 'queue',
  },
  {
    causes: ['RsyslogQueueNotDraining'],
    effects: ['RsyslogQueueDrainsTooSlowly', 'RsyslogQueueSpillGrows', 'RsyslogQueueNearlyFull'],
    sameLabel: 'queue',
  },
  // The target is down or refuses; or some action blocks the main queue, so that the one that forwards gets nothing.
  {
    causes: ['RsyslogQueueNotDraining'],
    effects: [
      'RsyslogActionTakesNothing',
      'RsyslogActionSuspended',
      'RsyslogActionFlaps',
      'RsyslogRelpActionProcessingRateIsZero',
    ],
  },
  {
    causes: ['RsyslogQueueDrainsTooSlowly'],
    effects: ['RsyslogQueueSpillGrows', 'RsyslogQueueNearlyFull'],
    sameLabel: 'queue',
  },
  {
    causes: ['RsyslogRequeueLoop'],
    effects: ['RsyslogActionFails', 'RsyslogActionSuspended'],
    sameLabel: 'name',
  },
  { causes: ['RsyslogActionFails'], effects: ['RsyslogActionSuspended'], sameLabel: 'name' },
  {
    causes: ['RsyslogActionMissing', 'RsyslogInputSilent'],
    effects: ['RsyslogActionTakesNothing', 'RsyslogRelpActionProcessingRateIsZero'],
  },
  { causes: ['RsyslogInputRateLimited'], effects: ['RsyslogInputMessagesMissing'] },
  { causes: ['RsyslogActionTakesNothing'], effects: ['RsyslogRelpActionProcessingRateIsZero'] },
];

/** @returns the alerts that this one may follow from, each once, in the order of the list */
export function causesOf(name: AlertName): readonly AlertName[] {
  return [...new Set(CONSEQUENCES.flatMap(({ causes, effects }) => (effects.includes(name) ? causes : [])))];
}
