// The settings that hold as a settings file with a comment on each: what `--print-settings` shows, ready to be edited.
import { Document, isMap, isScalar } from 'yaml';
import { z, type core } from 'zod';
import { enabledAlerts } from './alerts/index.ts';
import { Selectors } from './promql/selectors.ts';
import { pendingOf } from './alerts/pending.ts';
import { ruleLabels } from './rules/rules.ts';
import { settingsSchema, type Settings } from './settings/settings.ts';

export function printSettings(settings: Settings): string {
  const selectors = new Selectors(settings);
  const alerts = enabledAlerts(selectors);
  const document = new Document({
    ...settings,
    for: Object.fromEntries(alerts.map((alert) => [alert.name, pendingOf(alert, selectors)])),
    severities: Object.fromEntries(alerts.map((alert) => [alert.name, ruleLabels(alert, selectors)['severity']])),
  });
  comment(document.contents, settingsSchema(settings));
  if (isMap(document.contents))
    for (const { key } of document.contents.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
  return document.toString({ lineWidth: 0 });
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
