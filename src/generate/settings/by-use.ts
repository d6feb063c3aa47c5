// The settings of everything that is generated. What a plain Prometheus and Grafana take and what goes into a cluster differ by
// flavour, unless the settings file names one for all.
import type { Flavour } from './basis.ts';
import { effectiveSettings, type Settings, type SettingsInput } from './settings.ts';

export interface SettingsByUse {
  /** of the rule file, its tests, the runbook and the Grafana dashboard */
  readonly files: Settings;
  /** of the Kubernetes objects and the Plutono dashboard */
  readonly objects: Settings;
}

/** The flavours if the settings name none. */
export const USUAL_FLAVOURS = {
  files: 'plain',
  objects: 'gardener',
} as const satisfies Readonly<Record<keyof SettingsByUse, Flavour>>;

/** @throws ZodError if a setting is wrong in itself; rules between settings are not checked */
export function settingsByUse(given: SettingsInput = {}): SettingsByUse {
  return {
    files: effectiveSettings(given, USUAL_FLAVOURS.files),
    objects: effectiveSettings(given, USUAL_FLAVOURS.objects),
  };
}
