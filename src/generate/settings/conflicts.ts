// Rules between settings: windows against intervals, labels against labels. Refuses to judge single values: the schema does.
import type { z } from 'zod';
import { ABOUT_KEY } from '../../yaml/check.ts';
import type { AlertName } from './alert-names.ts';
import { duration, seconds } from './duration.ts';
import type { Settings } from './settings.ts';
import { VANISHED_FOR } from './thresholds.ts';
import { healthyAge, historyOf, LEAST_SAMPLES, sampleSeconds } from './windows.ts';

interface Conflict {
  /** the setting to change */
  readonly path: (string | number)[];
  /** what is allowed, as in "must be at least 4m" */
  readonly message: string;
  /** ABOUT_KEY if the name of the setting is wrong, not its value */
  readonly params?: typeof ABOUT_KEY;
}

interface SettingsRule {
  /** settings that the rule compares; it is skipped while one of them is wrong in itself */
  readonly reads: readonly (keyof Settings)[];
  readonly conflicts: (settings: Settings) => readonly Conflict[];
}

const SETTINGS_RULES: readonly SettingsRule[] = [
  { reads: ['intervals', 'thresholds'], conflicts: statisticsAge },
  { reads: ['intervals', 'thresholds'], conflicts: silences },
  { reads: ['intervals', 'thresholds'], conflicts: history },
  { reads: ['thresholds', 'for'], conflicts: vanishedLookback },
  { reads: ['groupBy', 'keepLabels'], conflicts: keptLabels },
  { reads: ['groupBy', 'selectors'], conflicts: selectors },
  { reads: ['groupBy', 'keepLabels', 'alertLabels'], conflicts: alertLabels },
  { reads: ['flavour', 'kubernetes'], conflicts: objectLabels },
];

/** A refinement of the schema. It is also called while settings are wrong, and judges the others then. */
export function findConflicts(settings: Settings, context: z.core.$RefinementCtx<Settings>): void {
  const issues = context.issues.map(({ code, path = [] }) => ({ code, key: path[0] }));
  // What is not a mapping has no settings to compare; an unknown key leaves the known ones as they are.
  if (issues.some(({ code, key }) => key === undefined && code !== 'unrecognized_keys')) return;
  const wrong = new Set(issues.map(({ key }) => key));
  for (const { reads, conflicts } of SETTINGS_RULES) {
    if (reads.some((key) => wrong.has(key))) continue;
    for (const conflict of conflicts(settings)) context.addIssue({ code: 'custom', ...conflict });
  }
}

function statisticsAge({ intervals, thresholds }: Settings): readonly Conflict[] {
  const healthy = healthyAge(intervals);
  if (seconds(thresholds.statisticsAge) >= healthy) return [];
  const message = `must be at least ${duration(healthy)}: with one report and one scrape between them, healthy statistics get that old`;
  return [{ path: ['thresholds', 'statisticsAge'], message }];
}

function silences({ intervals, thresholds }: Settings): readonly Conflict[] {
  const least = LEAST_SAMPLES * sampleSeconds(intervals);
  const message = `must be at least ${duration(least)}: ${LEAST_SAMPLES} times the longer one of intervals.impstats and intervals.scrape`;
  return (['silentFor', 'takenFor'] as const)
    .filter((name) => seconds(thresholds[name]) < least)
    .map((name) => ({ path: ['thresholds', name], message }));
}

function history({ intervals, thresholds }: Settings): readonly Conflict[] {
  const { silentFor, history: past } = thresholds;
  if (seconds(past) >= seconds(silentFor)) return [];
  // The default is at least the default of silentFor: only a longer silentFor of the file conflicts with it.
  return past === historyOf(intervals)
    ? [{ path: ['thresholds', 'silentFor'], message: `must be at most ${past}, as thresholds.history` }]
    : [{ path: ['thresholds', 'history'], message: `must be at least ${silentFor}, as thresholds.silentFor` }];
}

/** Statistics that are out of the window before the alert has waited long enough never raise it. */
function vanishedLookback({ thresholds, for: pending }: Settings): readonly Conflict[] {
  const name = 'RsyslogStatisticsVanished' satisfies AlertName;
  const wait = pending[name] ?? VANISHED_FOR;
  if (seconds(thresholds.vanishedLookback) > seconds(wait)) return [];
  const message = `must be longer than the ${wait} that ${name} waits before it fires`;
  return [{ path: ['thresholds', 'vanishedLookback'], message }];
}

function keptLabels({ groupBy, keepLabels }: Settings): readonly Conflict[] {
  return keepLabels.flatMap((label, index) => {
    const path = ['keepLabels', index];
    if (label === groupBy) return [{ path, message: 'must not be the label of groupBy, which is kept anyway' }];
    return keepLabels.indexOf(label) < index ? [{ path, message: 'must occur only once' }] : [];
  });
}

function selectors({ groupBy, selectors: all }: Settings): readonly Conflict[] {
  if (!Object.hasOwn(all, groupBy)) return [];
  return [
    {
      path: ['selectors', groupBy],
      message: 'must not be the label of groupBy, which identifies nodes',
      params: ABOUT_KEY,
    },
  ];
}

function alertLabels({ groupBy, keepLabels, alertLabels: all }: Settings): readonly Conflict[] {
  const taken: Readonly<Record<string, string>> = {
    severity: 'is set by severities',
    alertname: 'is the name of the alert',
    ...Object.fromEntries(keepLabels.map((label) => [label, 'is one of keepLabels and would be overwritten'])),
    [groupBy]: 'is the label of groupBy: every alert would carry this text in place of its node',
  };
  return Object.keys(all)
    .filter((label) => Object.hasOwn(taken, label))
    .map((label) => ({
      path: ['alertLabels', label],
      message: `must not be set here: it ${taken[label]}`,
      params: ABOUT_KEY,
    }));
}

function objectLabels({ flavour, kubernetes }: Settings): readonly Conflict[] {
  if (flavour !== 'gardener' || !Object.hasOwn(kubernetes.labels, 'prometheus')) return [];
  const message = 'must not be set here: kubernetes.prometheus sets it';
  return [{ path: ['kubernetes', 'labels', 'prometheus'], message, params: ABOUT_KEY }];
}
