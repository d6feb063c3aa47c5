// The generated rules on the lab's clock, written as rule files: once for the whole fleet, and the two old alerts, which add up
// all nodes, once per node, as if it were the only one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { artifacts } from '../../src/generate/artifacts.ts';
import { settingsByUse } from '../../src/generate/settings/by-use.ts';
import { PACKS, type SettingsInput } from '../../src/generate/settings/settings.ts';
import { INTERVAL_SECONDS, scaleExpression, scalePending, STATISTICS_AGE } from './scale.ts';

interface Rule {
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

const INTERVALS = { impstats: `${INTERVAL_SECONDS}s`, scrape: `${INTERVAL_SECONDS}s` };

/** @returns the paths of the rule files */
export function writeRules(dir: string, nodes: readonly string[]): string[] {
  const queues = { 'rsyslog-relp queue': QUEUE_SIZE };
  const thresholds = { statisticsAge: STATISTICS_AGE };
  const fleet = write(dir, 'fleet', { intervals: INTERVALS, thresholds, queues, packs: { relp: false } });
  const onlyOld = Object.fromEntries(PACKS.map((pack) => [pack, pack === 'relp']));
  return [
    fleet,
    ...nodes.map((node) =>
      write(dir, `old-${node}`, { intervals: INTERVALS, packs: onlyOld, selectors: { node }, alertLabels: { node } }),
    ),
  ];
}

function write(dir: string, name: string, settings: SettingsInput): string {
  const made = artifacts(settingsByUse({ flavour: 'gardener', ...settings })).find(({ kind }) => kind === 'rules');
  if (made === undefined) throw new Error('no rules are generated');
  const { groups } = parse(made.content()) as RuleFile;
  for (const group of groups) {
    group.name = `${name} ${group.name}`;
    for (const rule of group.rules) {
      rule.expr = scaleExpression(rule.expr);
      if (rule.for !== undefined) rule.for = scalePending(rule.for);
    }
  }
  const path = join(dir, `${name}.rules.yaml`);
  writeFileSync(path, stringify({ groups }));
  return path;
}
