// Runs scenarios side by side in one lab, each as a test: a fault must be seen within its bound, what is healthy must stay silent.
import { afterAll, beforeAll, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { until } from '../peers/until.ts';
import { balance, type Balance } from './count.ts';
import { startLab, type Lab } from './lab.ts';
import { missingOf } from './needs.ts';
import { INTERVAL_MS } from './scale.ts';
import { nodeName, type Scenario } from './scenario.ts';

/** The oldest alerts need 20 intervals, and one looks back for 30; every alert that fires does so before this. */
const WATCHED_INTERVALS = 25;

export interface Outcome {
  /** alert -> intervals from the fault to its firing, in tenths */
  readonly fired: Readonly<Record<string, number>>;
  /** messages in the queue in the end */
  readonly waiting?: number | undefined;
  /** what is not as the scenario demands */
  readonly problem?: string | undefined;
  /** where messages were counted */
  readonly counted?: Balance | undefined;
}

export interface SuiteOptions {
  /** goes on watching after the alert has fired, to see which others do */
  readonly isThorough: boolean;
  readonly seen?: (scenario: Scenario, outcome: Outcome) => void;
}

export function labSuite(title: string, scenarios: readonly Scenario[], options: SuiteOptions): void {
  describeWith(['rsyslogd', 'prometheus', 'nodeExporter', 'openssl'], title, () => {
    const possible = scenarios.filter(({ needs }) => missingOf(needs).length === 0);
    let lab: Lab | undefined;
    const runs = new Map<Scenario, Promise<Outcome>>();

    beforeAll(async () => {
      if (possible.length > 0) lab = await startLab(possible);
      for (const scenario of possible) if (lab) runs.set(scenario, perform(lab, scenario, options));
    }, 300_000);
    afterAll(() => lab?.[Symbol.asyncDispose](), 60_000);

    for (const scenario of scenarios) {
      const missing = missingOf(scenario.needs);
      const name = `${scenario.id} ${scenario.title}`;
      test.skipIf(missing.length > 0)(
        missing.length === 0 ? name : `${name} (missing: ${missing.join(', ')})`,
        async () => {
          const outcome = await runs.get(scenario);
          if (outcome === undefined) throw new Error('it was not run');
          options.seen?.(scenario, outcome);
          if (outcome.problem !== undefined) throw new Error(outcome.problem);
        },
        300_000,
      );
    }
  });
}

interface Run {
  start: number;
  waiting?: number;
  counted?: Balance | undefined;
}

/** Never rejects: what goes wrong is the outcome's problem, with the alerts that had fired by then. */
async function perform(lab: Lab, scenario: Scenario, options: SuiteOptions): Promise<Outcome> {
  const run: Run = { start: Date.now() };
  let problem: string | undefined;
  try {
    await expectAlerts(lab, scenario, options, run);
  } catch (error) {
    problem = (error as Error).message;
  }
  const times = [...lab.alerts.fired(nodeName(scenario))].map(
    ([alert, at]) => [alert, intervals(at - run.start)] as const,
  );
  const { waiting, counted } = run;
  return { fired: Object.fromEntries(times), waiting, problem, counted };
}

async function expectAlerts(lab: Lab, scenario: Scenario, { isThorough }: SuiteOptions, run: Run): Promise<void> {
  const { inject, alerts, allowed = [], bound = WATCHED_INTERVALS, longestGap, after } = scenario;
  const node = lab.node(scenario);
  const watched = scenario.watched ?? Math.max(WATCHED_INTERVALS, bound);
  const firing = (): string[] => [...lab.alerts.fired(node.name).keys()].filter((alert) => !allowed.includes(alert));
  if (firing().length > 0) throw new Error(`${firing().join()} fires although nothing has happened yet`);
  run.start = Date.now();
  await inject(node, lab);
  const untilWatched = async (): Promise<void> => {
    const rest = watched - Math.floor((Date.now() - run.start) / INTERVAL_MS);
    if (rest > 0) await lab.untilScrapes(node, rest);
  };
  if (alerts === undefined) {
    await lab.untilScrapes(node, watched);
    if (firing().length > 0) throw new Error(`${firing().join()} fires although all is well`);
  } else {
    const deadlineMs = run.start + bound * INTERVAL_MS - Date.now();
    const isSeen = () => firing().some((alert) => alerts.includes(alert));
    const isInTime = await until('an alert', isSeen, { deadlineMs, everyMs: 100 }).catch(() => false);
    if (isThorough || longestGap !== undefined) await untilWatched();
    run.waiting = balance(node).waiting;
    if (!isInTime) throw new Error(`none of ${alerts.join(', ')} within ${bound} intervals`);
    const gap = intervals(lab.alerts.longestGap(node.name, alerts));
    if (longestGap !== undefined && gap > longestGap)
      throw new Error(`none of ${alerts.join(', ')} fires for ${gap} intervals while the fault lasts`);
  }
  run.counted = (await after?.(node)) ?? undefined;
}

/** What fired before anything was done, as it may on an idle node, fired at once. */
const intervals = (ms: number): number => Math.max(0, Math.round((10 * ms) / INTERVAL_MS) / 10);
