// Runs scenarios side by side in one lab, each as a test: a fault must be seen within its bound, what is healthy must stay silent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { until } from '../peers/until.ts';
import type { Balance } from './count.ts';
import { startLab, type Lab } from './lab.ts';
import { INTERVAL_MS } from './scale.ts';
import type { Scenario } from './scenario.ts';

/** The oldest alerts need 20 intervals, and one looks back for 30; whatever fires does it before this. */
const WATCHED_INTERVALS = 25;

export interface Outcome {
  /** alert -> intervals from the fault to its firing, in tenths */
  readonly fired: Readonly<Record<string, number>>;
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
    let lab: Lab;
    const runs = new Map<Scenario, Promise<Outcome>>();

    beforeAll(async () => {
      lab = await startLab(scenarios);
      for (const scenario of scenarios) {
        const run = perform(lab, scenario, options);
        runs.set(scenario, run);
        // Its test waits for it later, and then gets to know.
        run.catch(() => {});
      }
    }, 300_000);
    afterAll(() => lab?.[Symbol.asyncDispose](), 60_000);

    test.each(scenarios)(
      '$id $title',
      async (scenario) => {
        const outcome = await (runs.get(scenario) as Promise<Outcome>);
        options.seen?.(scenario, outcome);
      },
      300_000,
    );
  });
}

async function perform(lab: Lab, scenario: Scenario, { isThorough }: SuiteOptions): Promise<Outcome> {
  const { inject, alerts, allowed = [], bound = WATCHED_INTERVALS, after } = scenario;
  const node = lab.node(scenario);
  const firing = (): string[] => [...lab.fired(node).keys()].filter((alert) => !allowed.includes(alert));
  expect(firing(), 'fires although nothing has happened yet').toEqual([]);
  const start = Date.now();
  await inject(node, lab);
  if (alerts === undefined) {
    await lab.untilScrapes(node, WATCHED_INTERVALS);
    expect(firing(), 'fires although all is well').toEqual([]);
  } else {
    const isSeen = () => firing().some((alert) => alerts.includes(alert)) || Promise.reject(new Error(firing().join()));
    const deadlineMs = start + bound * INTERVAL_MS - Date.now();
    await until(`one of ${alerts.join(', ')}`, isSeen, { deadlineMs, everyMs: 100 });
    const rest = WATCHED_INTERVALS - Math.floor((Date.now() - start) / INTERVAL_MS);
    if (isThorough && rest > 0) await lab.untilScrapes(node, rest);
  }
  const times = [...lab.fired(node)].map(([alert, at]) => [alert, inIntervals(at - start)] as const);
  const counted = (await after?.(node)) ?? undefined;
  return { fired: Object.fromEntries(times), counted };
}

/** What fired before anything was done, as it may on an idle node, fired at once. */
const inIntervals = (ms: number): number => Math.max(0, Math.round((10 * ms) / INTERVAL_MS) / 10);
