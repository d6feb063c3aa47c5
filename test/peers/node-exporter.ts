// Runs a real node-exporter on loopback with nothing but the textfile collector.
import { PATHS } from './available.ts';
import { freePort } from './port.ts';
import { startProcess, type ExitStatus } from './process.ts';
import { until } from './until.ts';

export interface NodeExporter extends AsyncDisposable {
  /** of the metrics page */
  readonly url: string;
  /** host:port, as a scrape target */
  readonly target: string;
  /** the exposition text as Prometheus would get it; @throws Error unless the answer is 200 */
  metrics(): Promise<string>;
  /** its log: names the files that it refuses */
  stderr(): string;
  stop(): Promise<ExitStatus>;
}

/** @throws Error with its log when it does not answer */
export async function startNodeExporter({
  textfileDir,
  port,
}: {
  readonly textfileDir: string;
  /** default: a free one */
  readonly port?: number;
}): Promise<NodeExporter> {
  const target = `127.0.0.1:${port ?? (await freePort())}`;
  const url = `http://${target}/metrics`;
  const running = await startProcess(PATHS.nodeExporter, [
    '--collector.disable-defaults',
    '--collector.textfile',
    `--collector.textfile.directory=${textfileDir}`,
    `--web.listen-address=${target}`,
    '--web.disable-exporter-metrics',
  ]);
  const metrics = async () => {
    const response = await fetch(url);
    const text = await response.text();
    if (!response.ok) throw new Error(`node-exporter answered ${response.status}: ${text}`);
    return text;
  };
  try {
    await until('node-exporter to answer', metrics);
  } catch (error) {
    await running.kill();
    throw new Error(`node-exporter did not come up: ${running.stderr()}`, { cause: error });
  }
  return {
    url,
    target,
    metrics,
    stderr: running.stderr,
    stop: () => running.stop(),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
