// Prometheus with two nodes that have traffic and faults: one runs `serve`, one writes a textfile for node-exporter. All series come
// from the built program.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDING } from '../../../src/demo/recording.ts';
import { createReplay } from '../../../src/demo/replay.ts';
import { artifacts } from '../../../src/generate/artifacts.ts';
import { settingsByUse } from '../../../src/generate/settings/by-use.ts';
import type { Settings } from '../../../src/generate/settings/settings.ts';
import { startProgram } from '../../e2e/program.ts';
import { startNodeExporter } from '../../peers/node-exporter.ts';
import type { RunningProcess } from '../../peers/process.ts';
import { startPrometheus, type Prometheus } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';

/** Messages in the queue of the action, in memory and on disk. */
export const BACKLOG = { inMemory: 20, onDisk: 7 } as const;

/** The recording of a healthy rsyslog, changed so that it fails, discards, and has a backlog on disk. */
const TROUBLED = RECORDING.replace(
  '"rsyslog-relp", "origin": "core.action", "processed": 140, "failed": 0',
  '"rsyslog-relp", "origin": "core.action", "processed": 140, "failed": 3',
)
  .replace(/("rsyslog-relp queue", .*?"size": )0(.*"discarded.full": )0/, `$1${BACKLOG.inMemory}$25`)
  .replace(/("rsyslog-relp queue\[DA\]", .*?"size": )0/, `$1${BACKLOG.onDisk}`);

const EVERY_MS = 200;

export interface Traffic extends AsyncDisposable {
  readonly prometheus: Prometheus;
}

/** @param settings Prometheus loads their rules */
export async function startTraffic(settings: Settings): Promise<Traffic> {
  const dir = tempDir();
  const textfileDir = tempDir();
  const naming = ['--naming', settings.naming];
  const serving = await startProgram(['serve', '--web.listen-address', '127.0.0.1:0', ...naming]);
  const writing = await startProgram(['textfile', '--output', join(textfileDir, 'rsyslog.prom'), ...naming]);
  const stopFeeding = [serving, writing].map(feed);
  writeFileSync(join(textfileDir, 'audit.prom'), 'rsyslog_augenrules_load_success 0\n');
  const nodeExporter = await startNodeExporter({ textfileDir });
  const [, target = ''] = await serving.waitForOutput(/http:\/\/([\d.:]+)\/metrics/, { from: 'stderr' });
  const rules = artifacts(settingsByUse(settings)).find(({ path }) => path === 'rules/rsyslog-pstat.rules.yaml');
  writeFileSync(join(dir, 'rules.yaml'), rules?.content() ?? '');
  const prometheus = await startPrometheus({
    dir,
    scrapes: [scrape('node-1', target), scrape('node-2', nodeExporter.target)],
    ruleFiles: [join(dir, 'rules.yaml')],
  });
  await prometheus.untilScraped();
  return {
    prometheus,
    async [Symbol.asyncDispose]() {
      for (const stop of stopFeeding) stop();
      await Promise.all([prometheus, nodeExporter, serving, writing].map((running) => running.stop()));
    },
  };
}

const scrape = (node: string, target: string) => ({
  job: node,
  target,
  settings: { static_configs: [{ targets: [target], labels: { node } }] },
});

/** @returns function that stops it */
function feed({ stdin }: RunningProcess): () => void {
  const replay = createReplay(TROUBLED);
  const report = () => void stdin.write(replay());
  report();
  const timer = setInterval(report, EVERY_MS);
  return () => clearInterval(timer);
}
