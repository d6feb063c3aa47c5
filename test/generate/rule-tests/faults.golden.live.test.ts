// All faults and healthy situations under promtool: the expected alerts fire in time, no other ones do, and the times are those of
// docs/faults.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALERTS } from '../../../src/generate/alerts/index.ts';
import { duration } from '../../../src/generate/settings/duration.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { endSeconds, faultTests, SCENARIOS } from '../../../src/generate/rule-tests/fault-tests.ts';
import { situationsOf, type Scenario } from '../../../src/generate/rule-tests/faults/scenario.ts';
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

interface Outcome {
  readonly firings: readonly Firing[];
  /** the checks that failed, as promtool prints them */
  readonly failed: readonly string[];
}

/** promtool prints unexpected values only: a check that expects none has all times in its message. */
async function outcomeOf(scenario: Scenario): Promise<Outcome> {
  const selectors = selectorsOf(scenario, {});
  const end = duration(endSeconds(selectors));
  const labels = ['alertname', 'name', 'queue', selectors.settings.groupBy].join(', ');
  const all = `timestamp(ALERTS{alertstate="firing"})[${end}:${duration(selectors.evaluationSeconds)}]`;
  const check = { expr: `min by (${labels}) (min_over_time(${all}))`, eval_time: end, exp_samples: [] };
  const file = faultTests(selectors, 'rules.json', [scenario]);
  const tests = file.tests.map((one) => ({ ...one, promql_expr_test: [...one.promql_expr_test, check] }));
  const { code, output } = await run(selectors, { ...file, tests });
  const reports = output.split(/^ *expr: /m).slice(1);
  if (code !== 0 && reports.length === 0) throw new Error(output);
  const isTimes = (report: string) => report.startsWith(JSON.stringify(check.expr));
  const first = new Map<string, number>();
  for (const [, found = '', value] of reports
    .filter(isTimes)
    .join('')
    .matchAll(/\{([^{}]*)\} ([\d.]+E[+-]\d+)/g)) {
    const alert = /alertname="(\w+)"/.exec(found)?.[1] ?? found;
    first.set(alert, Math.min(first.get(alert) ?? Infinity, Number(value)));
  }
  const firings = [...first].map(([alert, since]) => ({ alert, since }));
  return { firings, failed: reports.filter((report) => !isTimes(report)) };
}

/** Some scenarios need other settings. */
const selectorsOf = ({ settings }: Scenario, given: SettingsInput): Selectors =>
  new Selectors(effectiveSettings({ ...given, ...settings }));

/** For names and intervals three nodes are as good as fifty. */
const FEW_NODES = SCENARIOS.filter(({ nodes = 3 }) => nodes < 10);

/** One for each kind of window; with scrapes every few seconds all of them would take long. */
const KINDS = new Set(['F1', 'F8', 'F14', 'F20a', 'F23', 'F29b', 'F31a', 'F32', 'Q6', 'Q11a', 'Q11b', 'Q12']);

/** From scrapes every 15 seconds to every two minutes, from reports every ten seconds to every five minutes. */
const VARIANTS: readonly (readonly [title: string, given: SettingsInput, scenarios: readonly Scenario[]])[] = [
  [
    'standard names, rare reports',
    { flavour: 'prometheus-operator', naming: 'standard', intervals: { impstats: '5m', scrape: '1m' } },
    FEW_NODES,
  ],
  [
    'a plain Prometheus, rare scrapes',
    { flavour: 'plain', groupBy: 'instance', keepLabels: ['node'], intervals: { impstats: '1m', scrape: '2m' } },
    FEW_NODES,
  ],
  [
    'reports and scrapes every few seconds',
    { intervals: { impstats: '10s', scrape: '15s' } },
    FEW_NODES.filter(({ id }) => KINDS.has(id)),
  ],
];

describeWith(['promtool'], 'the alerts', () => {
  describe.each(VARIANTS)(
    'fire in time, as long as the fault lasts, and stay silent in healthy situations: %s',
    (_, given, scenarios) => {
      test.concurrent.for(scenarios.map((scenario) => [scenario.id, scenario] as const))(
        '%s',
        async ([, scenario], { expect }) => {
          const selectors = selectorsOf(scenario, given);
          expect(await run(selectors, faultTests(selectors, 'rules.json', [scenario]))).toMatchObject({ code: 0 });
        },
      );
    },
  );

  test('find one bad node of five hundred', async () => {
    const selectors = new Selectors(effectiveSettings());
    const many = SCENARIOS.filter(({ id }) => id === 'F1').map((scenario) =>
      Object.assign({}, scenario, { nodes: 500 }),
    );
    expect(await run(selectors, faultTests(selectors, 'rules.json', many))).toMatchObject({ code: 0 });
  });

  test('stay silent on an idle node too with zeroRateNeedsInput', async () => {
    const selectors = new Selectors(effectiveSettings({ zeroRateNeedsInput: true }));
    const idle = SCENARIOS.filter(({ id }) => id === 'Q1').map((scenario) =>
      Object.assign({}, scenario, { tolerated: [] }),
    );
    expect(await run(selectors, faultTests(selectors, 'rules.json', idle))).toMatchObject({ code: 0 });
  });

  const firings = new Map<string, readonly Firing[]>();

  test.concurrent.for(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
    'fire under default settings: %s',
    async ([id, scenario], { expect }) => {
      const outcome = await outcomeOf(scenario);
      expect(outcome.failed).toEqual([]);
      firings.set(id, outcome.firings);
    },
  );

  test('fire at the times of docs/faults.md', async () => {
    await expectGolden(faultTable(firings, new Selectors(effectiveSettings())), 'docs/faults.md');
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
    expect([...new Set(ids)].toSorted()).toEqual([...range('F', 33), ...range('Q', 15)].toSorted());
  });
});

function range(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}
