// Which alert explains which: one cause notifies once. Alertmanager mutes the effects, and the runbook names the causes. Alertmanager
// would mute both of two alerts that inhibit each other: a test keeps the table free of cycles.
import { Document, isSeq, isNode } from 'yaml';
import { enabledAlerts } from '../alerts/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { AlertName } from '../settings/alert-names.ts';

export interface Inhibition {
  readonly why: string;
  /** names of alerts; those that are not generated are left out */
  readonly sources: readonly AlertName[];
  readonly targets: readonly AlertName[];
  /** labels that both alerts share beside those of the node */
  readonly equal?: readonly string[];
}

const STATISTICS_MISSING: readonly AlertName[] = [
  'RsyslogStatisticsStale',
  'RsyslogStatisticsFrozen',
  'RsyslogStatisticsVanished',
  'RsyslogStatisticsNeverCame',
  'RsyslogStatisticsShadowed',
];

const QUEUE_GROWS: readonly AlertName[] = ['RsyslogQueueDrainsTooSlowly', 'RsyslogQueueSpillGrows', 'RsyslogQueueNearlyFull'];

const ACTION_GETS_NOTHING: readonly AlertName[] = ['RsyslogActionTakesNothing', 'RsyslogRelpActionProcessingRateIsZero'];

const JUDGE_BY_COUNTERS: readonly AlertName[] = [
  'RsyslogRelpActionProcessingRateIsZero',
  'RsyslogQueueNotDraining',
  'RsyslogQueueDrainsTooSlowly',
  'RsyslogQueueSpoolLost',
  'RsyslogQueueDiscards',
  'RsyslogQueueSpillGrows',
  'RsyslogQueueNearlyFull',
  'RsyslogActionFails',
  'RsyslogActionSuspended',
  'RsyslogActionTakesNothing',
  'RsyslogActionMissing',
  'RsyslogActionFlaps',
  'RsyslogRequeueLoop',
  'RsyslogInputSilent',
  'RsyslogInputRateLimited',
  'RsyslogInputMessagesMissing',
];

export const INHIBITIONS: readonly Inhibition[] = [
  {
    why: 'Without fresh statistics, what counters say is old.',
    sources: STATISTICS_MISSING,
    targets: [
      ...JUDGE_BY_COUNTERS,
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
    why: 'Alerts without the label of a node mix several nodes. Those of nodes that have it are not muted: the label differs.',
    sources: ['RsyslogNodeLabelMissing'],
    targets: [...JUDGE_BY_COUNTERS, ...STATISTICS_MISSING, 'RsyslogRestartsOften'],
  },
  {
    why: 'A crash loop explains late and missing reports, and the failures, flaps and silences of the node.',
    sources: ['RsyslogRestartsOften'],
    targets: [
      'RsyslogExporterRestarts',
      'RsyslogIntervalsDoNotFit',
      'RsyslogStatisticsIncomplete',
      'RsyslogActionFlaps',
      'RsyslogInputSilent',
      ...ACTION_GETS_NOTHING,
    ],
  },
  {
    why: 'Two exporters on one output, or one that is killed again and again: reports without an end, odd intervals.',
    sources: ['RsyslogExporterRestarts'],
    targets: ['RsyslogStatisticsIncomplete', 'RsyslogStatisticsRejected', 'RsyslogIntervalsDoNotFit'],
  },
  {
    why: 'The spool takes no messages and they are lost; that the queue is stuck and grows is what made it spill.',
    sources: ['RsyslogQueueSpoolLost'],
    targets: ['RsyslogQueueDiscards', 'RsyslogQueueNotDraining', ...QUEUE_GROWS],
    equal: ['queue'],
  },
  {
    why: 'A spool that takes no messages puts them back into the queue again and again.',
    sources: ['RsyslogQueueSpoolLost'],
    targets: ['RsyslogRequeueLoop'],
  },
  {
    why: 'Lost messages matter more than that the same queue is stuck, grows or is nearly full.',
    sources: ['RsyslogQueueDiscards'],
    targets: ['RsyslogQueueNotDraining', ...QUEUE_GROWS],
    equal: ['queue'],
  },
  {
    why: 'A queue that nothing leaves grows, spills and fills.',
    sources: ['RsyslogQueueNotDraining'],
    targets: QUEUE_GROWS,
    equal: ['queue'],
  },
  {
    why: 'The target is down or refuses: that the action takes nothing, is suspended or flaps has the same cause.',
    sources: ['RsyslogQueueNotDraining'],
    targets: ['RsyslogActionSuspended', 'RsyslogActionFlaps', ...ACTION_GETS_NOTHING],
  },
  {
    why: 'A queue that grows while it drains spills and fills.',
    sources: ['RsyslogQueueDrainsTooSlowly'],
    targets: ['RsyslogQueueSpillGrows', 'RsyslogQueueNearlyFull'],
    equal: ['queue'],
  },
  {
    why: 'The loop counts failures by the thousand.',
    sources: ['RsyslogRequeueLoop'],
    targets: ['RsyslogActionFails', 'RsyslogActionSuspended'],
    equal: ['name'],
  },
  {
    why: 'A failure says more than the suspension that comes with it.',
    sources: ['RsyslogActionFails'],
    targets: ['RsyslogActionSuspended'],
    equal: ['name'],
  },
  {
    why: 'An action that does not exist processes nothing.',
    sources: ['RsyslogActionMissing'],
    targets: ACTION_GETS_NOTHING,
  },
  {
    why: 'From a silent input the action gets nothing.',
    sources: ['RsyslogInputSilent'],
    targets: ACTION_GETS_NOTHING,
  },
  {
    why: 'The messages that are missing are those that the rate limit dropped.',
    sources: ['RsyslogInputRateLimited'],
    targets: ['RsyslogInputMessagesMissing'],
  },
  {
    why: 'The old alert says less than the new one of the same cause.',
    sources: ['RsyslogActionTakesNothing'],
    targets: ['RsyslogRelpActionProcessingRateIsZero'],
  },
];

/** @returns the alerts that explain this one, each once, in the order of the table */
export function causesOf(name: AlertName): readonly AlertName[] {
  return [...new Set(INHIBITIONS.flatMap(({ sources, targets }) => (targets.includes(name) ? sources : [])))];
}

interface InhibitRule {
  readonly source_matchers: readonly [string];
  readonly target_matchers: readonly [string];
  readonly equal: readonly string[];
}

/** A part of Alertmanager's configuration, each rule under its reason. */
export function inhibitRules(selectors: Selectors): Document {
  const names = new Set<string>(enabledAlerts(selectors).map(({ name }) => name));
  const enabled = (all: readonly string[]) => all.filter((name) => names.has(name));
  const rules = INHIBITIONS.map(({ why, sources, targets, equal = [] }) => ({
    why,
    sources: enabled(sources),
    targets: enabled(targets),
    // A label that both alerts lack is equal as well.
    equal: [...selectors.node, ...equal],
  })).filter(({ sources, targets }) => sources.length > 0 && targets.length > 0);
  const inhibit_rules = rules.map(
    ({ sources, targets, equal }): InhibitRule => ({
      source_matchers: [matcher(sources)],
      target_matchers: [matcher(targets)],
      equal,
    }),
  );
  const document = new Document({ inhibit_rules }, { aliasDuplicateObjects: false });
  document.commentBefore = ' One cause notifies once. Add these rules to those of the Alertmanager that gets the alerts.';
  const list = document.get('inhibit_rules');
  if (isSeq(list))
    for (const [index, item] of list.items.entries())
      if (isNode(item)) item.commentBefore = ` ${rules[index]?.why ?? ''}`;
  return document;
}

function matcher(names: readonly string[]): string {
  return names.length === 1 ? `alertname = "${names[0]}"` : `alertname =~ "${names.join('|')}"`;
}
