// The whole lab: each node goes through one scenario, and one Prometheus with the generated rules that watches all.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPrometheus, type Prometheus, type Scrape } from '../peers/prometheus.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { makeCertificates } from '../relp-config/certificates.ts';
import { startLabNode, type LabNode } from './lab-node.ts';
import { CERTIFICATES } from './node-setup.ts';
import { RULES_LABEL, rulesOf, writeRules } from './rules.ts';
import { INTERVAL_MS, INTERVAL_SECONDS, LOOKBACK } from './scale.ts';
import { nodeName, type Scenario } from './scenario.ts';
import { watch, type Watch } from './watch.ts';

export interface Lab extends AsyncDisposable {
  readonly dir: string;
  readonly prometheus: Prometheus;
  /** @throws Error when it could not be started */
  node(scenario: Scenario): LabNode;
  readonly alerts: Watch;
  /** resolves when Prometheus has tried to scrape the node so many times more */
  untilScrapes(node: LabNode, count: number): Promise<void>;
}

/** The history that alerts need: a level to compare with, and inputs that have messages regularly. */
const HISTORY_INTERVALS = 20;
/** More often than statistics come, as usual: how late an alert is should not depend on when the rules happen to be looked at. */
const EVALUATION = '1s';
const STARTED_AT_ONCE = 6;
const POLL_MS = 250;
const SLACK_MS = 30_000;

export async function startLab(scenarios: readonly Scenario[]): Promise<Lab> {
  const dir = tempDir(process.env['LAB_DIR']);
  for (const folder of [
    'prometheus',
    'certificates',
    ...Object.values(CERTIFICATES).map((of) => join('certificates', of)),
  ])
    mkdirSync(join(dir, folder));
  await makeCertificates(join(dir, 'certificates'), Object.values(CERTIFICATES));
  const nodes = new Map<string, LabNode>();
  const failures = new Map<string, Error>();
  for (let from = 0; from < scenarios.length; from += STARTED_AT_ONCE) {
    const some = scenarios.slice(from, from + STARTED_AT_ONCE);
    await Promise.all(
      some.map(async (scenario) => {
        try {
          const node = await startLabNode(dir, nodeName(scenario), scenario.setup ?? {});
          nodes.set(node.name, node);
          await scenario.prepare?.(node);
        } catch (error) {
          // Of this scenario alone: the others go on.
          failures.set(nodeName(scenario), error as Error);
        }
      }),
    );
  }
  const node: Lab['node'] = (scenario) => {
    const name = nodeName(scenario);
    const found = nodes.get(name);
    if (found === undefined || failures.has(name))
      throw failures.get(name) ?? new Error(`${scenario.id} is not in this lab`);
    return found;
  };
  const prometheus = await startPrometheus({
    dir: join(dir, 'prometheus'),
    scrapeInterval: `${INTERVAL_SECONDS}s`,
    evaluationInterval: EVALUATION,
    lookback: LOOKBACK,
    ruleFiles: writeRules(
      join(dir, 'prometheus'),
      scenarios.filter((scenario) => nodes.has(nodeName(scenario))),
    ),
    scrapes: scenarios.flatMap((scenario) => {
      const started = nodes.get(nodeName(scenario));
      return started ? [scrape(started, scenario)] : [];
    }),
  });
  const alerts = watch(prometheus);
  const untilScrapes: Lab['untilScrapes'] = async (node, count) => {
    const scrapes = async () =>
      Number((await prometheus.query(`count_over_time(up{job="${node.name}"}[1h])`))[0]?.value[1] ?? 0);
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
    alerts,
    untilScrapes,
    node,
    async [Symbol.asyncDispose]() {
      alerts.stop();
      await prometheus.stop();
      await Promise.all([...nodes.values()].map((node) => node.stop()));
    },
  };
  const [first] = nodes.values();
  if (first) await untilScrapes(first, HISTORY_INTERVALS);
  return lab;
}

/** A central exporter names the node of each series itself. */
function scrape({ name, target }: LabNode, scenario: Scenario): Scrape {
  const isCentral = scenario.setup?.collector === 'udp';
  const labels = { node: isCentral ? `${name}-exporter` : name, [RULES_LABEL]: rulesOf(scenario) };
  return {
    job: name,
    target,
    settings: { static_configs: [{ targets: [target], labels }], ...(isCentral ? { honor_labels: true } : {}) },
  };
}
