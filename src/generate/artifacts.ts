// The list of all generated files with their contents, for writing, for --check and for the tests.
import { dashboard, dashboardFile } from './dashboard/dashboard.ts';
import { Selectors } from './promql/selectors.ts';
import { faultTests } from './rule-tests/fault-tests.ts';
import { kubernetesFiles } from './kubernetes/index.ts';
import { historyTests, ruleTests } from './rule-tests/rule-tests.ts';
import { inhibitRules } from './rules/inhibition.ts';
import { ruleGroups } from './rules/rules.ts';
import { runbook } from './rules/runbook.ts';
import { yamlFile } from './yaml.ts';
import type { SettingsByUse } from './settings/by-use.ts';
import { PACKS } from './settings/settings.ts';
import { enabledAlerts } from './alerts/index.ts';

export const ARTIFACT_KINDS = ['rules', 'tests', 'alertmanager', 'dashboards', 'kubernetes'] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

export interface Artifact {
  readonly kind: ArtifactKind;
  /** relative to the output folder, with slashes */
  readonly path: string;
  /** @throws UsageError for a Kubernetes object that is too large to be applied */
  readonly content: () => string;
}

/** Folders for generated files only. */
export const GENERATED_FOLDERS = ['rules', 'dashboards'] as const;

const INHIBITION_FILE = 'alertmanager-inhibit.yaml';
const RULE_FILE = 'rsyslog-pstat.rules.yaml';

export function artifacts(settings: SettingsByUse): readonly Artifact[] {
  const selectors = new Selectors(settings.files);
  const ofObjects = new Selectors(settings.objects);
  return [
    { kind: 'rules', path: `rules/${RULE_FILE}`, content: () => yamlFile({ groups: ruleGroups(selectors) }) },
    { kind: 'rules', path: 'rules/README.md', content: () => runbook(settings, RULE_FILE, INHIBITION_FILE) },
    { kind: 'alertmanager', path: `rules/${INHIBITION_FILE}`, content: () => yamlFile(inhibitRules(selectors)) },
    ...ruleTestFiles(selectors),
    {
      kind: 'tests',
      path: 'rules/tests/faults.test.yaml',
      content: () => yamlFile(faultTests(selectors, `../${RULE_FILE}`)),
    },
    ...[dashboard('plutono', ofObjects), dashboard('grafana', selectors)].map((one) => ({
      kind: 'dashboards' as const,
      path: one.file,
      content: () => dashboardFile(one),
    })),
    ...kubernetesFiles(ofObjects).map(({ path, content }) => ({ kind: 'kubernetes' as const, path, content })),
  ];
}

/** One file per pack that has alerts, and one for what takes hours. */
function ruleTestFiles(selectors: Selectors): readonly Artifact[] {
  const ofPacks = PACKS.flatMap((pack) => {
    const alerts = enabledAlerts(selectors).filter((alert) => alert.pack === pack);
    if (alerts.length === 0) return [];
    const content = () => yamlFile(ruleTests(selectors, `../${RULE_FILE}`, alerts));
    return [{ kind: 'tests' as const, path: `rules/tests/${pack}.test.yaml`, content }];
  });
  const content = () => yamlFile(historyTests(selectors, `../${RULE_FILE}`));
  return [...ofPacks, { kind: 'tests', path: 'rules/tests/history.test.yaml', content }];
}
