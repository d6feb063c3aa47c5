// The whole lab: nodes that each go through a scenario of their own, and one Prometheus with the generated rules that watches all.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPrometheus, type Prometheus } from '../peers/prometheus.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { makeCertificates } from '../relp-config/certificates.ts';
import { CERTIFICATES, startLabNode, type LabNode } from './lab-node.ts';
import { writeRules } from './rules.ts';
import { INTERVAL_MS, INTERVAL_SECONDS } from './scale.ts';
import { nodeName, type Scenario } from './scenario.ts';

export interface Lab extends AsyncDisposable {
  readonly dir: string;
  readonly prometheus: Prometheus;
  node(scenario: Scenario): LabNode;
  /** alerts of the node that have fired at some time since `since`, with the moment of the first time; milliseconds since the epoch */
  fired(node: LabNode, since?: number): ReadonlyMap<string, number>;
  /** resolves when Prometheus has tried to scrape the node so many times more */
  untilScrapes(node: LabNode, count: number): Promise<void>;
}

/** What alerts look back on: a level to compare with, and inputs that are known to speak. */
const HISTORY_INTERVALS = 20;
/** More often than statistics come, as usual: how late an alert is should not depend on when the rules happen to be looked at. */
const EVALUATION = '1s';
const STARTED_AT_ONCE = 6;
const POLL_MS = 250;
const SLACK_MS = 30_000;

export async function startLab(scenarios: readonly Scenario[]): Promise<Lab> {
  const dir = tempDir();
  for (const folder of [
    'prometheus',
    'certificates',
    ...Object.values(CERTIFICATES).map((of) => join('certificates', of)),
  ])
    mkdirSync(join(dir, folder));
  await makeCertificates(join(dir, 'certificates'), Object.values(CERTIFICATES));
  const nodes = new Map<string, LabNode>();
  const ends: (() => void)[] = [];
  for (let from = 0; from < scenarios.length; from += STARTED_AT_ONCE) {
    const some = scenarios.slice(from, from + STARTED_AT_ONCE);
    const started = await Promise.all(
      some.map(async (scenario) => {
        const node = await startLabNode(dir, nodeName(scenario), scenario.setup ?? {});
        if (scenario.prepare) ends.push(await scenario.prepare(node));
        return node;
      }),
    );
    for (const node of started) nodes.set(node.name, node);
  }
  const prometheus = await startPrometheus({
    dir: join(dir, 'prometheus'),
    scrapeInterval: `${INTERVAL_SECONDS}s`,
    evaluationInterval: EVALUATION,
    ruleFiles: writeRules(join(dir, 'prometheus'), [...nodes.keys()]),
    scrapes: [...nodes.values()].map(({ name, target }) => ({
      job: name,
      target,
      settings: { static_configs: [{ targets: [target], labels: { node: name } }] },
    })),
  });
  const firings = watch(prometheus);
  const untilScrapes: Lab['untilScrapes'] = async (node, count) => {
    const scrapes = async () =>
      Number((await prometheus.query(`count_over_time(up{node="${node.name}"}[1h])`))[0]?.value[1] ?? 0);
    const before = await scrapes();
    const deadlineMs = count * INTERVAL_MS + SLACK_MS;
    await until(`${count} scrapes of ${node.name}`, async () => (await scrapes()) >= before + count, {
      deadlineMs,
      everyMs: POLL_MS,
    });
  };
  const lab: Lab = {
    dir,
    prometheus,
    untilScrapes,
    node: (scenario) => nodes.get(nodeName(scenario)) as LabNode,
    fired: ({ name }, since = 0) =>
      new Map(
        firings.seen().flatMap(({ node, alert, at }) => (node === name && at >= since ? [[alert, at] as const] : [])),
      ),
    async [Symbol.asyncDispose]() {
      firings.stop();
      for (const end of ends) end();
      await prometheus.stop();
      await Promise.all([...nodes.values()].map((node) => node.stop()));
    },
  };
  const [first] = nodes.values();
  if (first) await untilScrapes(first, HISTORY_INTERVALS);
  return lab;
}

interface Firing {
  readonly node: string;
  readonly alert: string;
  /** when it was first seen to fire */
  readonly at: number;
}

/** One look at Prometheus for all who wait. */
function watch(prometheus: Prometheus): { seen(): readonly Firing[]; stop(): void } {
  const seen = new Map<string, Firing>();
  const look = async (): Promise<void> => {
    const at = Date.now();
    for (const { labels, state } of await prometheus.alerts()) {
      const { node = '', alertname: alert = '' } = labels;
      const key = `${node} ${alert}`;
      if (state === 'firing' && !seen.has(key)) seen.set(key, { node, alert, at });
    }
  };
  const timer = setInterval(() => void look().catch(() => {}), POLL_MS);
  return { seen: () => [...seen.values()], stop: () => clearInterval(timer) };
}
