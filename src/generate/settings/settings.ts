// What the user can set about the generated rules and dashboards, and what holds when nothing is set. Reads no files.
import type { Profile } from '../../series/naming/scheme.ts';
import { duration, seconds } from './duration.ts';

export const FLAVOURS = ['gardener', 'prometheus-operator', 'plain'] as const;
export type Flavour = (typeof FLAVOURS)[number];

export const PACKS = ['relp', 'delivery', 'collection', 'inputs', 'dynstats', 'resources', 'audit'] as const;
export type Pack = (typeof PACKS)[number];

export const SEVERITIES = ['blocker', 'critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Durations are texts as Prometheus writes them. */
export interface Settings {
  readonly flavour: Flavour;
  readonly naming: Profile;
  readonly action: string;
  readonly intervals: { readonly impstats: string; readonly scrape: string };
  readonly groupBy: string;
  readonly keepLabels: readonly string[];
  readonly selectors: Readonly<Record<string, string>>;
  readonly presence: { readonly metric: string; readonly labels: Readonly<Record<string, string>> };
  readonly packs: Readonly<Record<Pack, boolean>>;
  readonly zeroRateNeedsInput: boolean;
  readonly thresholds: Thresholds;
  readonly for: Readonly<Record<string, string>>;
  readonly severities: Readonly<Record<string, Severity>>;
  readonly alertLabels: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, number>>;
  readonly runbookBaseUrl: string;
  readonly kubernetes: KubernetesSettings;
  readonly dashboard: DashboardSettings;
}

export interface Thresholds {
  readonly failureRatio: number;
  readonly statisticsAge: string;
  readonly vanishedLookback: string;
  readonly drainedShare: number;
  readonly expectedMessages: number;
  readonly flaps: number;
  readonly requeueFactor: number;
  readonly queueFill: number;
  readonly rejectedLines: number;
  readonly missingShare: number;
  readonly missingMessages: number;
  readonly silentFor: string;
  readonly silentLookback: string;
  readonly restarts: number;
  readonly openFiles: number;
  readonly memoryBytes: number;
}

export interface KubernetesSettings {
  readonly namespace: string;
  readonly prometheus: string;
  readonly component: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly names: {
    readonly prometheusRule: string;
    readonly dashboards: string;
    readonly scrapeConfig: string;
    readonly serviceMonitor: string;
  };
}

export interface DashboardSettings {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly datasource: string;
}

/** What a settings file may hold: any part of the settings. */
export type SettingsInput = DeepPartial<Settings>;
type DeepPartial<T> = T extends string | number | boolean | readonly unknown[]
  ? T
  : { readonly [Key in keyof T]?: DeepPartial<T[Key]> | undefined };

/** The settings that hold: what was given, and for the rest the defaults of the chosen flavour. */
export function effectiveSettings(given: SettingsInput = {}): Settings {
  return merge(defaults(given), given) as unknown as Settings;
}

function defaults(given: SettingsInput): Settings {
  const flavour = given.flavour ?? 'gardener';
  const intervals = { impstats: '1m', scrape: '1m', ...dropUndefined(given.intervals ?? {}) };
  const kubernetes = kubernetesDefaults(flavour, given.kubernetes?.prometheus, given.kubernetes?.component);
  return {
    flavour,
    naming: 'gardener',
    action: 'rsyslog-relp',
    intervals,
    groupBy: flavour === 'plain' ? 'instance' : 'node',
    keepLabels: [],
    selectors: {},
    presence: { metric: 'up', labels: {} },
    packs: Object.fromEntries(PACKS.map((pack) => [pack, true])) as Record<Pack, boolean>,
    zeroRateNeedsInput: false,
    thresholds: thresholdDefaults(intervals),
    for: {},
    severities: {},
    alertLabels:
      flavour === 'gardener'
        ? { service: 'rsyslog-relp', type: 'shoot', visibility: 'all' }
        : { service: 'rsyslog-relp' },
    queues: { 'rsyslog-relp queue': 100_000 },
    runbookBaseUrl: 'https://rsyslog-pstat.example/rules/README.md',
    kubernetes,
    dashboard: {
      uid: 'rsyslog-stats',
      title: 'Rsyslog Stats',
      tags: ['rsyslog', 'logging', 'audit'],
      datasource: 'prometheus',
    },
  };
}

/** A window has to span at least four samples; the fifth is for those that come late. */
export const SAMPLES = 5;

function thresholdDefaults(intervals: Settings['intervals']): Thresholds {
  const silentFor = Math.max(
    seconds('15m'),
    SAMPLES * Math.max(seconds(intervals.impstats), seconds(intervals.scrape)),
  );
  return {
    failureRatio: 0.02,
    statisticsAge: duration(statisticsAge(seconds(intervals.impstats), seconds(intervals.scrape))),
    vanishedLookback: '1d',
    drainedShare: 0.01,
    expectedMessages: 10,
    flaps: 3,
    requeueFactor: 10,
    queueFill: 0.9,
    rejectedLines: 2,
    missingShare: 0.1,
    missingMessages: 10,
    silentFor: duration(silentFor),
    silentLookback: duration(Math.max(seconds('6h'), silentFor)),
    restarts: 4,
    openFiles: 12_288,
    memoryBytes: 1_073_741_824,
  };
}

/**
 * How old statistics may be. In a healthy node the newest value that Prometheus has is up to one report and one scrape old;
 * a tenth of an interval more absorbs what rsyslog's timer drifts. Where reports are far apart there is room to wait longer and
 * still speak up within three intervals, and a reboot passes unnoticed.
 */
function statisticsAge(impstats: number, scrape: number): number {
  return Math.max(impstats + scrape + impstats / 10, 3 * impstats - 2 * scrape);
}

function kubernetesDefaults(flavour: Flavour, prometheus = 'shoot', component = 'shoot-rsyslog-relp') {
  const isGardener = flavour === 'gardener';
  const name = isGardener ? `${prometheus}-${component}` : 'rsyslog-pstat';
  return {
    namespace: isGardener ? '' : 'monitoring',
    prometheus,
    component,
    labels: isGardener ? { component } : { 'app.kubernetes.io/name': 'rsyslog-pstat', release: 'prometheus' },
    names: {
      prometheusRule: name,
      dashboards: isGardener ? `${component}-dashboards` : 'rsyslog-pstat-dashboards',
      scrapeConfig: name,
      serviceMonitor: name,
    },
  };
}

/** Maps whose keys the user chooses are replaced as a whole: a label that is set away must not come back from the defaults. */
const REPLACED = new Set(['alertLabels', 'selectors', 'queues', 'labels']);

function merge(base: object, given: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const below = merged[key];
    merged[key] = !REPLACED.has(key) && isMapping(below) && isMapping(value) ? merge(below, value) : value;
  }
  return merged;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dropUndefined<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}
