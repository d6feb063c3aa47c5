// The settings that hold, as a settings file with a comment on each: what `--print-settings` shows, ready to be edited.
import { Document, isMap, isScalar, type YAMLMap } from 'yaml';
import { enabledAlerts } from '../alerts/index.ts';
import { Queries } from '../promql/selectors.ts';
import { pendingOf, ruleLabels } from '../rules/rules.ts';
import { SETTINGS_COMMENTS } from './comments.ts';
import type { Settings } from './settings.ts';

export function printSettings(settings: Settings): string {
  const q = new Queries(settings);
  const alerts = enabledAlerts(q);
  const document = new Document({
    ...settings,
    for: Object.fromEntries(alerts.map((alert) => [alert.name, pendingOf(alert, q)])),
    severities: Object.fromEntries(alerts.map((alert) => [alert.name, ruleLabels(alert, q)['severity']])),
  });
  if (isMap(document.contents)) comment(document.contents as YAMLMap, '');
  return document.toString({ lineWidth: 0 });
}

function comment(map: YAMLMap, path: string): void {
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const below = `${path}${String(key.value)}`;
    const text = SETTINGS_COMMENTS[below];
    if (text !== undefined) key.commentBefore = ` ${text}`;
    if (path === '') key.spaceBefore = map.items[0]?.key !== key;
    if (isMap(value)) comment(value as YAMLMap, `${below}.`);
  }
}
