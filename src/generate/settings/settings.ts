// Every setting of `generate` in one entry: its type, default, comment and error messages. Rules between settings are in
// conflicts.ts.
//
// A new setting is one entry in one object here, in thresholds.ts or in kubernetes.ts:
//   name: TYPE.default(VALUE).describe('The comment above it in --print-settings.'),
// TYPE is one of value-types.ts and brings the error messages. VALUE may follow from the settings in basis.ts. The rest derives
// from the entry: the type Settings, the check of settings files with "did you mean", and what --print-settings prints.
import { z } from 'zod';
import { DEFAULT_ACTION, queueOf, STATISTICS_ACTION, STATISTICS_QUEUES } from '../../conventions.ts';
import { NAMING_SCHEMES } from '../../series/naming/scheme.ts';
import { ALERT_NAMES } from './alert-names.ts';
import { basisOf, flavourOr, groupByOf, intervals, type Flavour } from './basis.ts';
import { kubernetesSchema } from './kubernetes.ts';
import { thresholdsSchema } from './thresholds.ts';
import {
  anyText,
  durationOrZero,
  freeLabelName,
  labelName,
  nameOfMetric,
  positiveInteger,
  someText,
  textThat,
  webAddressOrEmpty,
} from './value-types.ts';

/** All settings. Durations are texts as Prometheus writes them. */
export type Settings = z.output<ReturnType<typeof settingsSchema>>;

/** What a settings file may hold: any part of the settings. */
export type SettingsInput = z.input<ReturnType<typeof settingsSchema>>;

export type Severity = z.output<typeof severity>;
export type Pack = keyof Settings['packs'];

const severity = z.enum(['blocker', 'critical', 'warning', 'info']);

const packs = z.strictObject({
  relp: z.boolean().default(true).describe('The two original alerts of node audit logging.'),
  delivery: z.boolean().default(true).describe('Messages do not reach the target: actions fail, queues fill.'),
  collection: z.boolean().default(true).describe('Statistics are missing, old or incomplete.'),
  inputs: z.boolean().default(true).describe('Messages do not come in.'),
  dynstats: z.boolean().default(true).describe('Counters that rsyslog derives from messages overflow.'),
  resources: z.boolean().default(true).describe('Memory, open files and restarts of rsyslogd.'),
  audit: z.boolean().default(true).describe('The audit rules of a node are not in force.'),
});

export const PACKS = packs.keyof().options;

/** The dashboard's variable for the chosen nodes, which links of alerts set. */
export const NODE_VARIABLE = 'Node';

const dashboardSchema = (flavour: Flavour) =>
  z
    .strictObject({
      uid: textThat((value) => /^[A-Za-z0-9_-]{1,40}$/.test(value), 'must have 1 to 40 letters, digits, "_" and "-"')
        .default('rsyslog-stats')
        .describe('Its identifier in web addresses: at most 40 letters, digits, "_" and "-".'),
      title: someText.default('Rsyslog Stats').describe('Its title, which must be unique in the folder.'),
      tags: z
        .array(someText)
        .default(['rsyslog', 'logging', 'audit'])
        .describe('Dashboards with one of these tags link to each other.'),
      datasource: someText
        .default(flavour === 'gardener' ? 'prometheus' : 'default')
        .describe('Name of the datasource that is selected at first; "default" is the default one.'),
    })
    .prefault({})
    .describe('The dashboard.');

/**
 * @param given the content of a settings file, not yet checked: the defaults of some settings follow from others
 * @param usual the flavour if the file names none
 */
export function settingsSchema(given: unknown, usual: Flavour) {
  const basis = basisOf(given, usual);
  return z.strictObject({
    flavour: flavourOr(usual),
    naming: z
      .enum(NAMING_SCHEMES)
      .default('gardener')
      .describe('Naming scheme of the metrics, as --naming of the exporter: gardener or standard.'),
    action: someText.default(DEFAULT_ACTION).describe('Name of the action that sends to the target.'),
    intervals,
    groupBy: groupByOf(basis.flavour),
    keepLabels: z
      .array(freeLabelName)
      .default(basis.groupBy === 'instance' ? ['node'] : [])
      .describe(
        'Further labels that every aggregation keeps if series have them: "node" for hosts behind one exporter, "cluster" for clusters in one Prometheus.',
      ),
    selectors: z
      .record(freeLabelName, someText)
      .default({})
      .describe('Labels that every series must have, such as job: node-exporter.'),
    presence: z
      .strictObject({
        metric: nameOfMetric
          .default('up')
          .describe('The node is there while the value is above 0. Must have the label of groupBy.'),
        labels: z.record(labelName, someText).default({}).describe('Labels that the series must have.'),
      })
      .prefault({})
      .describe('The series that shows that a node is there. Missing statistics raise alerts only while it is.'),
    packs: packs.prefault({}).describe('Alerts to generate, by pack.'),
    zeroRateNeedsInput: z
      .boolean()
      .default(false)
      .describe('Let RsyslogRelpActionProcessingRateIsZero fire only if there were messages to send.'),
    thresholds: thresholdsSchema(basis),
    for: byAlert(durationOrZero).describe('How long an expression must hold before the alert fires.'),
    severities: byAlert(severity).describe('blocker, critical, warning or info.'),
    alertLabels: z
      .record(labelName, anyText)
      .default({
        service: 'rsyslog-relp',
        ...(basis.flavour === 'gardener' ? { type: 'shoot', visibility: 'all' } : {}),
      })
      .describe('Labels of all alerts.'),
    queues: z
      .record(someText, positiveInteger)
      .default({ [queueOf(DEFAULT_ACTION)]: 100_000 })
      .describe(
        'Capacity of queues in messages (queue.size), which rsyslog does not report. Without any there is no RsyslogQueueNearlyFull.',
      ),
    statisticsQueues: z
      .array(someText)
      .default(STATISTICS_QUEUES)
      .describe('Queues that carry statistics only. If impstats has no ruleset: main Q.'),
    statisticsActions: z
      .array(someText)
      .default([STATISTICS_ACTION])
      .describe('Actions that pass statistics to the exporter; failures and outages of theirs are none of a target.'),
    waitingQueues: z
      .array(someText)
      .default([])
      .describe('Queues that wait by design (queue.dequeueTimeBegin, queue.minDequeueBatchSize).'),
    expectedActions: z
      .array(someText)
      .default([])
      .describe('Actions that every node must have. Without any there is no RsyslogActionMissing.'),
    runbookBaseUrl: webAddressOrEmpty
      .default('')
      .describe(
        'Web address of rules/README.md; "#" and the name of the alert are added. Empty: alerts have no runbook_url.',
      ),
    dashboardBaseUrl: webAddressOrEmpty
      .default('')
      .describe(
        'Web address of the Grafana or Plutono with the dashboard, such as https://grafana.example.com. Empty: alerts have no dashboard_url.',
      ),
    kubernetes: kubernetesSchema(basis),
    dashboard: dashboardSchema(basis.flavour),
  });
}

/** Values by the name of an alert; there are no defaults, as an alert has its own. */
function byAlert<Value extends z.ZodType>(value: Value) {
  return z.strictObject(Object.fromEntries(ALERT_NAMES.map((name) => [name, value.optional()]))).prefault({});
}

/**
 * The settings given, and the defaults for the rest.
 *
 * @param usual the flavour if none is given
 * @throws ZodError if one is wrong in itself; rules between settings are not checked
 */
export function effectiveSettings(given: SettingsInput = {}, usual: Flavour = 'gardener'): Settings {
  return settingsSchema(given, usual).parse(given);
}
