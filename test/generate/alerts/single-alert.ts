// One alert alone under promtool: its rule, the recording rules it stands on, and its unit tests. A whole rule set would take much longer.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../../src/generate/alerts/alert.ts';
import type { Selectors } from '../../../src/generate/promql/selectors.ts';
import { ruleTests } from '../../../src/generate/rule-tests/rule-tests.ts';
import { ruleGroups, type AlertingRule, type RecordedRule } from '../../../src/generate/rules/rules.ts';
import { promtool } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';

type Rule = AlertingRule | RecordedRule;

/** The rule of the alert, after those that record what it reads. */
export function rulesOf(alert: Alert, selectors: Selectors): readonly Rule[] {
  const all = ruleGroups(selectors).flatMap(({ rules }) => rules);
  const own = all.find((rule) => 'alert' in rule && rule.alert === alert.name) as AlertingRule;
  return [...all.filter((rule) => 'record' in rule && own.expr.includes(rule.record)), own];
}

/** @returns what promtool complains about; empty when all tests pass */
export async function failuresOf(alert: Alert, selectors: Selectors, nodes: number): Promise<string> {
  const { file } = writeFiles(alert, selectors, rulesOf(alert, selectors), nodes);
  const { code, stdout, stderr } = await promtool(['test', 'rules', file]);
  return code === 0 ? '' : stdout + stderr;
}

/** @returns of several versions of the rules those under which the alert's tests pass; promtool is started once for all */
export async function passing<Version extends { readonly rules: readonly Rule[] }>(
  alert: Alert,
  selectors: Selectors,
  versions: readonly Version[],
): Promise<readonly Version[]> {
  const files = versions.map((version) => ({ version, ...writeFiles(alert, selectors, version.rules, 3) }));
  const { stdout } = await promtool(['test', 'rules', ...files.map(({ file }) => file)]);
  const reports = stdout.split('Unit Testing:');
  return files.flatMap(({ version, file }) => {
    const report = reports.find((text) => text.includes(file));
    if (report === undefined) throw new Error(`promtool says nothing about ${file}: ${stdout}`);
    return report.includes('SUCCESS') ? [version] : [];
  });
}

function writeFiles(
  alert: Alert,
  selectors: Selectors,
  rules: readonly Rule[],
  nodes: number,
): { readonly file: string } {
  const dir = tempDir();
  const file = join(dir, 'tests.json');
  writeFileSync(join(dir, 'rules.json'), JSON.stringify({ groups: [{ name: 'rules', rules }] }));
  writeFileSync(file, JSON.stringify(ruleTests(selectors, 'rules.json', [alert], nodes)));
  return { file };
}
