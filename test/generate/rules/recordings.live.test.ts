// Recordings of real rsyslogds, played through the collector and to promtool with the committed rules: a fault is seen within its bound
// and for as long as it lasts, a healthy situation raises no alert, and neither do the healthy nodes beside it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { ruleGroups } from '../../../src/generate/rules/rules.ts';
import { settingsByUse } from '../../../src/generate/settings/by-use.ts';
import { foldValues } from '../../../src/generate/timelines/series-notation.ts';
import { describeWith } from '../../peers/available.ts';
import { promtool } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';
import { BAD, describeFirings, judge, type Firing, type Situation } from './judge.ts';
import { playRecording, RECORDED, type Page, type RecordedNode } from './recorded-node.ts';

/** The two alerts of earlier setups: they judge all nodes together, and fire on idle ones. */
const OLD = 'RsyslogTooManyRelpActionFailures|RsyslogRelpActionProcessingRateIsZero';

const HEALTHY = 'quiet';
const NAMES = Object.keys(RECORDED);
/** promtool computes on one processor. */
const PROCESSES = 2;

interface Judged {
  readonly verdict: string;
  readonly firings: string;
}

describeWith(['promtool'], 'recorded situations', () => {
  const judged = new Map<string, Judged>();
  const unexpected: string[] = [];

  beforeAll(async () => {
    const healthy = await playRecording(HEALTHY);
    const parts = Array.from({ length: PROCESSES }, (_, part) => NAMES.filter((_name, index) => index % PROCESSES === part));
    for (const result of await Promise.all(parts.map((names) => judgeAll(names, healthy)))) {
      for (const [name, one] of result.judged) judged.set(name, one);
      unexpected.push(...result.unexpected);
    }
  }, 600_000);

  test.each(NAMES.map((name) => [name, RECORDED[name]?.note ?? ''] as const))('%s: %s', (name) => {
    const { verdict, firings } = judged.get(name) as Judged;
    expect(verdict, firings).toBe('');
  });

  test('all rules can be evaluated at each minute', () => expect(unexpected).toEqual([]));
});

interface Results {
  readonly judged: readonly (readonly [name: string, Judged])[];
  /** what promtool printed beside unexpected samples: rules that failed, files that it did not take */
  readonly unexpected: readonly string[];
}

async function judgeAll(names: readonly string[], healthy: RecordedNode): Promise<Results> {
  const dir = tempDir();
  const selectors = new Selectors(settingsByUse().files);
  writeFileSync(join(dir, 'rules.json'), JSON.stringify({ groups: ruleGroups(selectors) }));
  const played = await Promise.all(
    names.map(async (name) => {
      const node = await playRecording(name);
      const file = join(dir, `${name}.json`);
      const minutes = Math.min(node.pages.length, healthy.pages.length);
      const fleet = { [BAD]: node, h1: healthy, h2: healthy };
      writeFileSync(file, JSON.stringify(testFile(name, fleet, minutes)));
      return { name, node, file, minutes };
    }),
  );
  const { stdout, stderr } = await promtool(['test', 'rules', ...played.map(({ file }) => file)]);
  const firings = firingsIn(stderr);
  const silent = new Set(Array.from(stdout.matchAll(/(\S+)\s+SUCCESS/g), ([, file]) => file));
  return {
    judged: played.map(({ name, node, minutes }) => {
      const own = firings.get(name) ?? [];
      const situation = situationOf(name, node, minutes);
      return [name, { verdict: judge(own, situation), firings: describeFirings(own, situation.fault) }];
    }),
    unexpected: [
      ...stderr.replaceAll(SAMPLES, '').split('\n').filter((line) => !/^\s*(?:FAILED:)?$/.test(line)),
      ...played.filter(({ name, file }) => !silent.has(file) && !firings.has(name)).map(({ file }) => `${file}: no result`),
    ],
  };
}

function situationOf(name: string, { reportedAt }: RecordedNode, minutes: number): Situation {
  const { kind, bound, faultBatch, healBatch } = RECORDED[name] as (typeof RECORDED)[string];
  const minuteOf = (batch: number) => reportedAt[Math.min(batch, reportedAt.length - 1)] ?? 0;
  return {
    kind,
    ...(bound === undefined ? {} : { bound }),
    fault: minuteOf(faultBatch),
    ...(healBatch === undefined ? {} : { heal: minuteOf(healBatch) }),
    end: minutes - 1,
  };
}

/** The name marks what promtool prints. */
const firing = (name: string) =>
  `group by (alertname, instance) (ALERTS{alertstate="firing", alertname!~"${OLD}", recording!="${name}"})`;

/** promtool prints unexpected samples only: none are expected, at each minute. */
function testFile(name: string, fleet: Readonly<Record<string, RecordedNode>>, minutes: number): object {
  const input_series = Object.entries(fleet).flatMap(([instance, { pages }]) =>
    seriesOf(instance, pages.slice(0, minutes)),
  );
  const promql_expr_test = Array.from({ length: minutes - 1 }, (_, index) => ({
    expr: firing(name),
    eval_time: `${index + 1}m`,
    exp_samples: [],
  }));
  const tests = [{ interval: '1m', input_series, promql_expr_test }];
  return { rule_files: ['rules.json'], evaluation_interval: '1m', tests };
}

function seriesOf(instance: string, pages: readonly Page[]): readonly object[] {
  const names = new Set(pages.flatMap((page) => [...page.keys()]));
  const own = `job="rsyslog",instance="${instance}"`;
  return [
    { series: `up{${own}}`, values: `1x${pages.length - 1}` },
    ...Array.from(names, (name) => ({
      series: name.endsWith('}') ? `${name.slice(0, -1)},${own}}` : `${name}{${own}}`,
      values: foldValues(pages.map((page) => Number(page.get(name) ?? Number.NaN))),
    })),
  ];
}

const SAMPLES =
  /expr: ".*recording!=\\"(.*)\\".*", time: (?:(\d+)h)?(?:(\d+)m)?(?:0s)?,\s*exp:[^\n]*\s*got:[^\n]*(?:\n +\{[^\n]*)*/g;

/** @returns by recording */
function firingsIn(report: string): ReadonlyMap<string, readonly Firing[]> {
  const found = new Map<string, Map<string, { alert: string; instance: string; minutes: number[] }>>();
  for (const [text, name = '', hours = '0', minutes = '0'] of report.matchAll(SAMPLES)) {
    const own = found.get(name) ?? new Map();
    found.set(name, own);
    for (const [labels] of text.slice(text.indexOf('got:')).matchAll(/\{[^{}]*\}/g)) {
      const label = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(labels)?.[1] ?? '';
      const known = own.get(labels) ?? { alert: label('alertname'), instance: label('instance'), minutes: [] };
      known.minutes.push(60 * Number(hours) + Number(minutes));
      own.set(labels, known);
    }
  }
  return new Map([...found].map(([name, own]) => [name, [...own.values()]]));
}
