// Runs a real Prometheus on loopback with scrapes and rules of the test's own, and asks it questions; also promtool.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PATHS } from './available.ts';
import { freePort } from './port.ts';
import { runProcess, startProcess, type ExitStatus, type Finished } from './process.ts';
import { until } from './until.ts';

export interface Scrape {
  readonly job: string;
  /** host:port */
  readonly target: string;
  /** further keys of the scrape_config, as `basic_auth` or `tls_config` */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface PrometheusOptions {
  /** holds prometheus.yml and the database */
  readonly dir: string;
  readonly scrapes: readonly Scrape[];
  /** default 1s */
  readonly scrapeInterval?: string;
  /** of the rules; default as often as targets are scraped */
  readonly evaluationInterval?: string;
  readonly ruleFiles?: readonly string[];
  /** how long the last value of a series is shown; default: five minutes */
  readonly lookback?: string;
}

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
}
/** [seconds since the epoch, the value as Prometheus writes it] */
export type Point = readonly [time: number, value: string];
export type InstantResult = Series & { readonly value: Point };
export type RangeResult = Series & { readonly values: readonly Point[] };
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
}
export interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: 'up' | 'down' | 'unknown';
  readonly lastError: string;
}

export interface Prometheus extends AsyncDisposable {
  readonly url: string;
  /** instant query; `time` in seconds since the epoch, default now */
  query(expr: string, time?: number): Promise<readonly InstantResult[]>;
  /** times and step in seconds */
  queryRange(expr: string, start: number, end: number, step: number): Promise<readonly RangeResult[]>;
  alerts(): Promise<readonly Alert[]>;
  targets(): Promise<readonly Target[]>;
  /** resolves when each target has been scraped and is up; names the failing one's error otherwise */
  untilScraped(): Promise<void>;
  stderr(): string;
  stop(): Promise<ExitStatus>;
}

/** @throws Error with its log when it does not become ready */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const {
    dir,
    scrapes,
    scrapeInterval = '1s',
    evaluationInterval = scrapeInterval,
    ruleFiles = [],
    lookback,
  } = options;
  const config = {
    global: {
      scrape_interval: scrapeInterval,
      scrape_timeout: scrapeInterval,
      evaluation_interval: evaluationInterval,
    },
    rule_files: ruleFiles,
    scrape_configs: scrapes.map(({ job, target, settings }) => ({
      job_name: job,
      static_configs: [{ targets: [target] }],
      ...settings,
    })),
  };
  writeFileSync(join(dir, 'prometheus.yml'), stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const running = await startProcess(PATHS.prometheus, [
    `--config.file=${join(dir, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(dir, 'data')}`,
    `--web.listen-address=${address}`,
    '--log.level=warn',
    ...(lookback === undefined ? [] : [`--query.lookback-delta=${lookback}`]),
  ]);
  const ready = async () => !running.isRunning() || (await fetch(`${url}/-/ready`)).ok;
  await until('Prometheus to become ready', ready).catch(() => {});
  if (!running.isRunning() || !(await ready())) {
    await running.kill();
    throw new Error(`Prometheus did not become ready: ${running.stderr()}`);
  }
  const api = client(url);
  const targets = async () => (await api<{ activeTargets: Target[] }>('targets', {})).activeTargets;
  return {
    url,
    targets,
    query: async (expr, time) => (await api<{ result: InstantResult[] }>('query', { query: expr, time })).result,
    queryRange: async (expr, start, end, step) =>
      (await api<{ result: RangeResult[] }>('query_range', { query: expr, start, end, step })).result,
    alerts: async () => (await api<{ alerts: Alert[] }>('alerts', {})).alerts,
    async untilScraped() {
      await until('all targets to be up', async () => {
        const all = await targets();
        const down = all
          .filter(({ health }) => health !== 'up')
          .map(({ labels, lastError }) => ({ labels, lastError }));
        if (down.length > 0 || all.length < scrapes.length) throw new Error(JSON.stringify(down));
        return true;
      });
    },
    stderr: running.stderr,
    stop: () => running.stop(),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

type Api = <Data>(path: string, parameters: Readonly<Record<string, string | number | undefined>>) => Promise<Data>;

function client(url: string): Api {
  return async <Data>(path: string, parameters: Readonly<Record<string, string | number | undefined>>) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters)) if (value !== undefined) query.set(key, String(value));
    const response = await fetch(`${url}/api/v1/${path}?${query}`);
    const answer = (await response.json()) as { status: string; error?: string; data: Data };
    if (answer.status !== 'success') throw new Error(`Prometheus refused ${path}?${query}: ${answer.error}`);
    return answer.data;
  };
}

/** An exit code other than 0 is a result, not an error. */
export async function promtool(args: readonly string[], stdin = ''): Promise<Finished> {
  return runProcess(PATHS.promtool, args, { stdin });
}
