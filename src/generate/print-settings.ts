// The settings that hold as a settings file with a comment on each: what `--print-settings` shows, ready to be edited. Settings that
// differ between files and objects are comments: as a setting, either value would change the other output.
import { Document, isMap, isScalar, stringify, type YAMLMap } from 'yaml';
import { z, type core } from 'zod';
import { enabledAlerts } from './alerts/index.ts';
import { Selectors } from './promql/selectors.ts';
import { pendingOf } from './alerts/pending.ts';
import { ruleLabels } from './rules/rules.ts';
import type { SettingsByUse } from './settings/by-use.ts';
import { settingsSchema, type Settings } from './settings/settings.ts';

export function printSettings({ files, objects }: SettingsByUse): string {
  // Only objects have names and labels of Kubernetes.
  const ofFiles = withAlerts({ ...files, kubernetes: objects.kubernetes });
  const document = new Document(ofFiles);
  comment(document.contents, settingsSchema(files, files.flavour));
  if (isMap(document.contents)) {
    openDifferences(document.contents, ofFiles, withAlerts(objects));
    for (const { key } of document.contents.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
  }
  return document.toString({ lineWidth: 0 });
}

/** Fills in what alerts decide themselves where a setting is left out. */
function withAlerts(settings: Settings): Readonly<Record<string, unknown>> {
  const selectors = new Selectors(settings);
  const alerts = enabledAlerts(selectors);
  return {
    ...settings,
    for: Object.fromEntries(alerts.map((alert) => [alert.name, pendingOf(alert, selectors)])),
    severities: Object.fromEntries(alerts.map((alert) => [alert.name, ruleLabels(alert, selectors)['severity']])),
  };
}

/** Puts the schema's descriptions above the keys of a mapping, at all depths. */
function comment(node: unknown, schema: core.$ZodType): void {
  if (schema instanceof z.ZodPrefault) return comment(node, schema.unwrap());
  if (!isMap(node) || !(schema instanceof z.ZodObject)) return;
  for (const { key, value } of node.items) {
    const setting = isScalar(key) ? schema.shape[String(key.value)] : undefined;
    if (!isScalar(key) || setting === undefined) continue;
    const text = z.globalRegistry.get(setting)?.description;
    if (text !== undefined) key.commentBefore = ` ${text}`;
    comment(value, setting);
  }
}

/** Turns settings that differ into comments on the setting behind them. Of mappings with the same keys only the values are compared. */
function openDifferences(node: YAMLMap, files: Values, objects: Values): void {
  let open = '';
  for (const item of [...node.items]) {
    const { key, value } = item;
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const [one, other] = [files[name], objects[name]];
    if (isEqual(one, other)) {
      key.commentBefore = open + (key.commentBefore ?? '');
      open = '';
    } else if (isMap(value) && isMapping(one) && isMapping(other) && haveSameKeys(one, other)) {
      openDifferences(value, one, other);
    } else {
      const values = `${FILES}\n${stringify({ [name]: one })}${OBJECTS}\n${stringify({ [name]: other })}`.trimEnd();
      open += `${key.commentBefore ?? ''}\n${values.replaceAll(/^/gm, ' ')}\n\n`;
      node.delete(key.value);
    }
  }
  if (open !== '') node.comment = open.trimEnd();
}

const FILES = 'Rule file, tests, Grafana dashboard:';
const OBJECTS = 'Kubernetes objects, Plutono dashboard:';

type Values = Readonly<Record<string, unknown>>;

const haveSameKeys = (one: Values, other: Values): boolean => isEqual(Object.keys(one), Object.keys(other));

/** Both have their keys in the order of the schema. */
const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isMapping = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
