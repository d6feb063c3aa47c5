// What a settings file may say. Loaded only when there is one: without it, generating needs no schema.
import { z } from 'zod';
import { PROFILES } from '../../series/naming/scheme.ts';
import { ALERTS } from '../alerts/index.ts';
import { DURATION, seconds } from './duration.ts';
import { FLAVOURS, PACKS, SEVERITIES, type Pack, type Severity } from './settings.ts';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LABEL_LENGTH = 63;
const METRIC_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;

/** Labels that expressions use themselves: a selector for one of them would be overwritten or empty the result. */
const TAKEN = new Set(['name', 'origin', 'queue', 'reason', 'result', '__name__']);

function text(isAllowed: (value: string) => boolean, error: string) {
  return z.string({ error }).refine(isAllowed, { error });
}

const someText = text((value) => value !== '', 'must be a text that is not empty');
const time = text((value) => DURATION.test(value), 'must be a duration like 90s, 5m or 1h30m');
const period = text(
  (value) => DURATION.test(value) && seconds(value) > 0,
  'must be a duration like 90s, 5m or 1h30m, not 0',
);
const labelName = text((value) => LABEL_NAME.test(value), 'must be a label name: letters, digits and "_"');
const freeLabel = labelName.refine((value) => !TAKEN.has(value), {
  error: `must not be one of ${[...TAKEN].join(', ')}`,
});
const objectName = text(
  (value) => value.length <= 253 && SUBDOMAIN.test(value),
  'must be the name of a Kubernetes object: lower-case letters, digits, "-" and "."',
);
const labelledName = objectName.refine((value) => value.length <= LABEL_LENGTH, {
  error: `must have at most ${LABEL_LENGTH} characters: it becomes the value of a label`,
});
const atLeastOne = z.int({ error: 'must be a whole number' }).min(1, { error: 'must be at least 1' });
const positive = z.number({ error: 'must be a number' }).positive({ error: 'must be more than 0' });
const SHARE = 'must be a number above 0 and at most 1';
const share = z.number({ error: SHARE }).positive({ error: SHARE }).max(1, { error: SHARE });

const labels = z.record(labelName, z.string({ error: 'must be a text, in quotes if it looks like a number' }));
const kubernetesLabels = z.record(
  text(
    (value) => /^(?:[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(value),
    'must be a Kubernetes label: an optional prefix with "/", then letters, digits, "-", "_" and "."',
  ),
  text(
    (value) => /^(?:[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/.test(value),
    'must be the value of a Kubernetes label: at most 63 letters, digits, "-", "_" and "."',
  ),
);

const packs = z.strictObject(
  Object.fromEntries(PACKS.map((pack) => [pack, z.boolean().optional()])) as Record<Pack, z.ZodOptional<z.ZodBoolean>>,
);

function perAlert<Value extends z.ZodType>(value: Value) {
  return z.strictObject(Object.fromEntries(ALERTS.map(({ name }) => [name, value.optional()])));
}

const thresholds = z.strictObject({
  failureRatio: share.optional(),
  statisticsAge: period.optional(),
  vanishedLookback: period.optional(),
  drainedShare: share.optional(),
  expectedMessages: positive.optional(),
  flaps: atLeastOne.optional(),
  requeueFactor: positive.optional(),
  queueFill: share.optional(),
  rejectedLines: atLeastOne.optional(),
  missingShare: share.optional(),
  missingMessages: positive.optional(),
  silentFor: period.optional(),
  silentLookback: period.optional(),
  restarts: atLeastOne.optional(),
  openFiles: atLeastOne.optional(),
  memoryBytes: atLeastOne.optional(),
});

const kubernetes = z.strictObject({
  namespace: text(
    (value) => value === '' || objectName.safeParse(value).success,
    'must be the name of a namespace, or empty',
  ).optional(),
  prometheus: labelledName.optional(),
  component: labelledName.optional(),
  labels: kubernetesLabels.optional(),
  names: z
    .strictObject({
      prometheusRule: objectName.optional(),
      dashboards: objectName.optional(),
      scrapeConfig: objectName.optional(),
      serviceMonitor: objectName.optional(),
    })
    .optional(),
});

const dashboard = z.strictObject({
  uid: text(
    (value) => /^[A-Za-z0-9_-]{1,40}$/.test(value),
    'must have 1 to 40 letters, digits, "_" and "-"',
  ).optional(),
  title: someText.optional(),
  tags: z.array(someText).optional(),
  datasource: someText.optional(),
});

export const settingsSchema = z.strictObject({
  flavour: z.enum(FLAVOURS).optional(),
  naming: z.enum(PROFILES).optional(),
  action: someText.optional(),
  intervals: z.strictObject({ impstats: period.optional(), scrape: period.optional() }).optional(),
  groupBy: freeLabel.optional(),
  keepLabels: z.array(freeLabel).optional(),
  selectors: z.record(freeLabel, someText).optional(),
  presence: z
    .strictObject({
      metric: text((value) => METRIC_NAME.test(value), 'must be the name of a metric').optional(),
      labels: z.record(labelName, someText).optional(),
    })
    .optional(),
  packs: packs.optional(),
  zeroRateNeedsInput: z.boolean().optional(),
  thresholds: thresholds.optional(),
  for: perAlert(time).optional(),
  severities: perAlert(z.enum(SEVERITIES) satisfies z.ZodType<Severity>).optional(),
  alertLabels: labels.optional(),
  queues: z.record(someText, atLeastOne).optional(),
  runbookBaseUrl: text(isWebAddress, 'must be a web address that starts with http:// or https://').optional(),
  kubernetes: kubernetes.optional(),
  dashboard: dashboard.optional(),
});

function isWebAddress(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value);
}
