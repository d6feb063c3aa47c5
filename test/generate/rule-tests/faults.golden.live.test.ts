// All faults and healthy situations under promtool: the expected alerts fire in time, no other ones do, and the times are those of
// docs/faults.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALERTS } from '../../../src/generate/alerts/index.ts';
import { duration } from '../../../src/generate/settings/duration.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { endSeconds, faultTests, SCENARIOS } from '../../../src/generate/rule-tests/fault-tests.ts';
import { situationsOf } from '../../../src/generate/rule-tests/faults/scenario.ts';
import { ruleGroups } from '../../../src/generate/rules/rules.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';
import { expectGolden } from '../../golden.ts';
import { describeWith } from '../../peers/available.ts';
import { promtool } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';
import { faultTable, type Firing } from './fault-table.ts';

async function run(
  selectors: Selectors,
  file: object,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const dir = tempDir();
  writeFileSync(join(dir, 'rules.json'), JSON.stringify({ groups: ruleGroups(selectors) }));
  writeFileSync(join(dir, 'tests.json'), JSON.stringify(file));
  const { code, stdout, stderr } = await promtool(['test', 'rules', join(dir, 'tests.json')]);
  return { code, output: stdout + stderr };
}

/** promtool prints unexpected values only. With no expected values its error message has them all. */
async function firingsOf(selectors: Selectors): Promise<ReadonlyMap<string, readonly Firing[]>> {
  const firings = new Map<string, readonly Firing[]>();
  const end = duration(endSeconds(selectors));
  const labels = ['alertname', 'name', 'queue', selectors.settings.groupBy].join(', ');
  const times = `timestamp(ALERTS{alertstate="firing"})[${end}:${duration(selectors.evaluationSeconds)}]`;
  const check = { expr: `min by (${labels}) (min_over_time(${times}))`, eval_time: end, exp_samples: [] };
  for (const scenario of SCENARIOS) {
    const file = faultTests(selectors, 'rules.json', [scenario]);
    const tests = file.tests.map((one) => Object.assign({}, one, { promql_expr_test: [check] }));
    const { output } = await run(selectors, { ...file, tests });
    const first = new Map<string, number>();
    for (const [, labels = '', value] of output.matchAll(/\{([^{}]*)\} ([\d.]+E[+-]\d+)/g)) {
      const alert = /alertname="(\w+)"/.exec(labels)?.[1] ?? labels;
      first.set(alert, Math.min(first.get(alert) ?? Infinity, Number(value)));
    }
    firings.set(
      scenario.id,
      [...first].map(([alert, since]) => ({ alert, since })),
    );
  }
  return firings;
}

describeWith(['promtool'], 'the alerts', () => {
  test.each<[string, SettingsInput]>([
    ['standard names', { flavour: 'prometheus-operator', naming: 'standard' }],
    ['reports rarer than scrapes', { intervals: { impstats: '3m', scrape: '1m' } }],
  ])('fire in time for every fault and stay silent in healthy situations: %s', async (_, given) => {
    const selectors = new Selectors(effectiveSettings(given));
    // For names and intervals three nodes are as good as fifty.
    const few = SCENARIOS.filter(({ nodes = 3 }) => nodes < 10);
    expect(await run(selectors, faultTests(selectors, 'rules.json', few))).toMatchObject({ code: 0 });
  });

  test('stay silent on an idle node too with zeroRateNeedsInput', async () => {
    const selectors = new Selectors(effectiveSettings({ zeroRateNeedsInput: true }));
    const idle = SCENARIOS.filter(({ id }) => id === 'Q1').map((scenario) =>
      Object.assign({}, scenario, { tolerated: [] }),
    );
    expect(await run(selectors, faultTests(selectors, 'rules.json', idle))).toMatchObject({ code: 0 });
  });

  test('fire at the times of docs/faults.md', async () => {
    const selectors = new Selectors(effectiveSettings());
    await expectGolden(faultTable(await firingsOf(selectors), selectors), 'docs/faults.md');
  });

  test('are required: a rule set without them fails the scenarios', async () => {
    const selectors = new Selectors(effectiveSettings());
    const file = faultTests(
      selectors,
      'rules.json',
      SCENARIOS.filter(({ id }) => id === 'F1'),
    );
    const without = new Selectors(effectiveSettings({ packs: { delivery: false } }));
    expect(await run(without, file)).toMatchObject({ code: 1 });
  });
});

describe('the scenarios', () => {
  test('name alerts that exist', () => {
    const known = new Set(ALERTS.map(({ name }) => name));
    for (const { seenBy = [], tolerated = [] } of SCENARIOS)
      for (const name of [...seenBy, ...tolerated]) expect(known).toContain(name);
  });

  test('are all faults and all healthy situations', () => {
    const ids = SCENARIOS.flatMap(situationsOf).map(({ id }) => id.replace(/[a-z]$/, ''));
    expect([...new Set(ids)]).toEqual([...range('F', 19), ...range('Q', 8)]);
  });
});

function range(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}
