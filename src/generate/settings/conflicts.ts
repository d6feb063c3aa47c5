// What settings must be to each other: windows to intervals, labels to labels. Refuses to judge single values: the schema does.
import { statisticsVanished } from '../alerts/collection/statistics-vanished.ts';
import { duration, seconds } from './duration.ts';
import type { Settings, SettingsInput } from './settings.ts';

/** Prometheus needs at least so many samples in a window to tell a rise from a gap. */
const SAMPLES = 4;

interface Conflict {
  /** the setting to change */
  readonly path: readonly PropertyKey[];
  /** what is allowed, as in "must be at least 4m" */
  readonly message: string;
  /** it is the name of the setting that is wrong, not its value */
  readonly isKey?: boolean;
}

interface SettingsRule {
  /** settings that it looks at; it is not asked while one of them is wrong in itself */
  readonly reads: readonly (keyof Settings)[];
  readonly conflicts: (settings: Settings, given: SettingsInput) => readonly Conflict[];
}

export const SETTINGS_RULES: readonly SettingsRule[] = [
  { reads: ['intervals', 'thresholds'], conflicts: statisticsAge },
  { reads: ['intervals', 'thresholds'], conflicts: silentFor },
  { reads: ['intervals', 'thresholds'], conflicts: silentLookback },
  { reads: ['thresholds', 'for'], conflicts: vanishedLookback },
  { reads: ['groupBy', 'keepLabels'], conflicts: keptLabels },
  { reads: ['groupBy', 'selectors'], conflicts: selectors },
  { reads: ['groupBy', 'keepLabels', 'alertLabels'], conflicts: alertLabels },
  { reads: ['flavour', 'kubernetes'], conflicts: objectLabels },
];

function statisticsAge({ intervals, thresholds }: Settings): readonly Conflict[] {
  const healthy = seconds(intervals.impstats) + seconds(intervals.scrape);
  if (seconds(thresholds.statisticsAge) >= healthy) return [];
  const message = `must be at least ${duration(healthy)}: with one report and one scrape between them, healthy statistics get that old`;
  return [{ path: ['thresholds', 'statisticsAge'], message }];
}

/** The default grows with the intervals; what the user asks for is not changed behind his back. */
function silentFor({ intervals }: Settings, given: SettingsInput): readonly Conflict[] {
  const asked = given.thresholds?.silentFor;
  const [longer] = [intervals.impstats, intervals.scrape].sort((a, b) => seconds(b) - seconds(a)) as [string];
  const least = SAMPLES * seconds(longer);
  if (asked === undefined || seconds(asked) >= least) return [];
  const message = `must be at least ${duration(least)}: ${SAMPLES} times the longer one of intervals.impstats and intervals.scrape`;
  return [{ path: ['thresholds', 'silentFor'], message }];
}

function silentLookback({ thresholds }: Settings, given: SettingsInput): readonly Conflict[] {
  if (seconds(thresholds.silentLookback) >= seconds(thresholds.silentFor)) return [];
  return given.thresholds?.silentLookback === undefined
    ? [
        {
          path: ['thresholds', 'silentFor'],
          message: `must be at most ${thresholds.silentLookback}, as thresholds.silentLookback`,
        },
      ]
    : [
        {
          path: ['thresholds', 'silentLookback'],
          message: `must be at least ${thresholds.silentFor}, as thresholds.silentFor`,
        },
      ];
}

/** Statistics that are forgotten before the alert has waited long enough never raise it. */
function vanishedLookback({ thresholds, for: pending }: Settings): readonly Conflict[] {
  const { name, for: usual } = statisticsVanished;
  const wait = pending[name] ?? usual;
  if (seconds(thresholds.vanishedLookback) > seconds(wait)) return [];
  const message = `must be longer than the ${wait} that ${name} waits before it fires`;
  return [{ path: ['thresholds', 'vanishedLookback'], message }];
}

function keptLabels({ groupBy, keepLabels }: Settings): readonly Conflict[] {
  return keepLabels.flatMap((label, index) => {
    const path = ['keepLabels', index];
    if (label === groupBy) return [{ path, message: 'must not be the label of groupBy, which is kept anyway' }];
    return keepLabels.indexOf(label) < index ? [{ path, message: 'must be there only once' }] : [];
  });
}

function selectors({ groupBy, selectors: all }: Settings): readonly Conflict[] {
  if (!Object.hasOwn(all, groupBy)) return [];
  return [
    { path: ['selectors', groupBy], message: 'must not be the label of groupBy, which tells nodes apart', isKey: true },
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
      isKey: true,
    }));
}

function objectLabels({ flavour, kubernetes }: Settings): readonly Conflict[] {
  if (flavour !== 'gardener' || !Object.hasOwn(kubernetes.labels, 'prometheus')) return [];
  const message = 'must not be set here: kubernetes.prometheus sets it';
  return [{ path: ['kubernetes', 'labels', 'prometheus'], message, isKey: true }];
}
