// One alert alone under promtool: its rule, the recording rules it stands on, and its unit tests. A whole rule set would take much longer.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../../src/generate/alerts/alert.ts';
import type { Selectors } from '../../../src/generate/promql/selectors.ts';
import { historyTests, ruleTests } from '../../../src/generate/rule-tests/rule-tests.ts';
import { ruleGroups, type RecordedRule } from '../../../src/generate/rules/rules.ts';
import { promtool } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';
import type { Mutant, Rule } from './mutants.ts';

const nameOf = (rule: Rule): string => ('record' in rule ? rule.record : rule.alert);

export function ruleOf(name: string, selectors: Selectors): Rule {
  const rule = ruleGroups(selectors)
    .flatMap(({ rules }) => rules)
    .find((one) => nameOf(one) === name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  return rule;
}

/** The rule of the alert, after those that record what its expression and its texts read. */
export function rulesOf(alert: Alert, selectors: Selectors): readonly Rule[] {
  const own = JSON.stringify(ruleOf(alert.name, selectors));
  const recorded = ruleGroups(selectors)
    .flatMap(({ rules }) => rules)
    .filter((rule): rule is RecordedRule => 'record' in rule && own.includes(rule.record));
  return [...recorded, ruleOf(alert.name, selectors)];
}

/** @returns what promtool complains about; empty when all tests pass */
export async function failuresOf(alert: Alert, selectors: Selectors, nodes: number): Promise<string> {
  const files = [
    ruleTests(selectors, 'rules.json', [alert], nodes),
    historyTests(selectors, 'rules.json', [alert]),
  ].map((tests) => write(rulesOf(alert, selectors), tests));
  const { code, stdout, stderr } = await promtool(['test', 'rules', ...files]);
  return code === 0 ? '' : stdout + stderr;
}

/** @returns the mutants of one of its rules under which all tests of the alert pass */
export async function survivorsOf(
  alert: Alert,
  selectors: Selectors,
  mutants: readonly Mutant[],
): Promise<readonly Mutant[]> {
  let survivors = mutants;
  // Most mutants fail the first tests: the later ones are for the rest.
  for (const { tests, ...frame } of [
    ruleTests(selectors, 'rules.json', [alert], 3),
    historyTests(selectors, 'rules.json', [alert]),
  ])
    for (const test of tests)
      if (survivors.length > 0) survivors = await passing(alert, selectors, survivors, { ...frame, tests: [test] });
  return survivors;
}

/** promtool is started once for all of them. */
async function passing(alert: Alert, selectors: Selectors, mutants: readonly Mutant[], tests: object) {
  const files = mutants.map((mutant) => {
    const rules = rulesOf(alert, selectors).map((rule) => (nameOf(rule) === nameOf(mutant.rule) ? mutant.rule : rule));
    return { mutant, file: write(rules, tests) };
  });
  const { stdout } = await promtool(['test', 'rules', ...files.map(({ file }) => file)]);
  const reports = stdout.split('Unit Testing:');
  return files.flatMap(({ mutant, file }) => {
    const report = reports.find((text) => text.includes(file));
    if (report === undefined) throw new Error(`promtool says nothing about ${file}: ${stdout}`);
    return report.includes('SUCCESS') ? [mutant] : [];
  });
}

function write(rules: readonly Rule[], tests: object): string {
  const dir = tempDir();
  const file = join(dir, 'tests.json');
  writeFileSync(join(dir, 'rules.json'), JSON.stringify({ groups: [{ name: 'rules', rules }] }));
  writeFileSync(file, JSON.stringify(tests));
  return file;
}
