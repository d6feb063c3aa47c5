// The generated rules on the lab's clock, written as rule files: once for the whole fleet, once for each node that needs other settings,
// and the two old alerts, which add up
// all nodes, once per node, as if it were the only one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { artifacts } from '../../src/generate/artifacts.ts';
import { settingsByUse } from '../../src/generate/settings/by-use.ts';
import { PACKS, type SettingsInput } from '../../src/generate/settings/settings.ts';
import { nodeName, type Scenario } from './scenario.ts';
import { scaleExpression, scalePending } from './scale.ts';

interface Rule {
  readonly alert?: string;
  expr: string;
  for?: string;
}
interface RuleFile {
  readonly groups: { name: string; readonly rules: Rule[] }[];
}

/**
 * In memory; all nodes of the lab have it, but for those that say otherwise. Much smaller it would not spill to disk: what a worker
 * has moved or tries to send goes on counting as a part of the queue, and with 500 or less that part can fill it for good (8.2302).
 */
export const QUEUE_SIZE = 2000;

/** The label of a target that says which rules are for it. */
export const RULES_LABEL = 'rules';
const FLEET = 'fleet';

/** @returns the value of the label */
export const rulesOf = (scenario: Scenario): string => (scenario.settings ? nodeName(scenario) : FLEET);

/** @returns the paths of the rule files */
export function writeRules(dir: string, scenarios: readonly Scenario[]): string[] {
  const queues = { 'rsyslog-relp queue': QUEUE_SIZE };
  const usual = { queues, packs: { relp: false } };
  const onlyOld = Object.fromEntries(PACKS.map((pack) => [pack, pack === 'relp']));
  return [
    write(dir, FLEET, { ...usual, selectors: { [RULES_LABEL]: FLEET } }),
    ...scenarios.flatMap((scenario) => {
      const name = rulesOf(scenario);
      return name === FLEET
        ? []
        : [write(dir, name, { ...usual, ...scenario.settings, selectors: { [RULES_LABEL]: name } })];
    }),
    ...scenarios
      .map(nodeName)
      .map((node) => write(dir, `old-${node}`, { packs: onlyOld, selectors: { node }, alertLabels: { node } })),
  ];
}

function write(dir: string, name: string, settings: SettingsInput): string {
  const made = artifacts(settingsByUse({ flavour: 'gardener', ...settings })).find(({ kind }) => kind === 'rules');
  if (made === undefined) throw new Error('no rules are generated');
  const { groups } = parse(made.content()) as RuleFile;
  for (const group of groups) {
    group.name = `${name} ${group.name}`;
    for (const rule of group.rules) {
      rule.expr = scaleExpression(rule.expr, rule.alert ?? '');
      if (rule.for !== undefined) rule.for = scalePending(rule.for);
    }
  }
  const path = join(dir, `${name}.rules.yaml`);
  writeFileSync(path, stringify({ groups }));
  return path;
}
