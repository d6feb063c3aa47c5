// Looks at a node and puts down what it sees, judging nothing. What the flags do not say is taken from rsyslog's configuration.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Collector } from '../../collector/collector.ts';
import { renderFamilies, TEXT } from '../../exposition/render.ts';
import { SeriesStore } from '../../series/store.ts';
import { actionsOf, moduleOf, parameter, type RsyslogConfiguration } from '../../rainerscript/query.ts';
import type { Expected, Facts, Page } from './facts.ts';
import { readChild, readStatsFile, readTextfileFacts } from './files.ts';
import { flagOf } from './flag.ts';
import { loadConfiguration } from './load-configuration.ts';
import { findDaemon, findExporter } from './processes.ts';
import { readSamples, type Sample } from './samples.ts';

export interface Places {
  readonly rsyslogConf: string;
  readonly rsyslogd: string;
  readonly pidFile?: string | undefined;
  readonly textfile?: string | undefined;
  readonly statsFile?: string | undefined;
  readonly metricsUrl?: string | undefined;
  readonly nodeExporterUrl?: string | undefined;
}

/** Where the textfile is by default, for a node whose configuration does not say. */
const USUAL_TEXTFILE = '/var/lib/node-exporter/textfile-collector/rsyslog_pstats.prom';
const HTTP_TIMEOUT_MS = 5000;
const VERDICT_TIMEOUT_MS = 30_000;

export async function gather(places: Places, expected: Expected, now: () => number): Promise<Facts> {
  const configuration = loadConfiguration(places.rsyslogConf);
  const child = childOf(configuration);
  const impstats = moduleOf(configuration, 'impstats');
  const statsPath = places.statsFile ?? (impstats && parameter(impstats, 'log.file'));
  const output = flagOf(child?.flags, '--output');
  const textfilePath = places.textfile ?? output ?? (places.metricsUrl === undefined ? USUAL_TEXTFILE : undefined);
  const statsFile = statsPath === undefined ? undefined : readStatsFile(statsPath);
  const textfile = textfilePath === undefined ? undefined : readTextfileFacts(textfilePath);
  const endpoint = await fetchPage(places.metricsUrl);
  const port = places.metricsUrl === undefined ? [] : [`:${new URL(places.metricsUrl).port}`];
  const known = [statsPath, textfilePath, output].filter((path) => path !== undefined);
  return {
    expected,
    configuration,
    child,
    verdict: judge(places),
    daemon: findDaemon(places.pidFile),
    exporter: findExporter([...known, ...port]),
    statsFile,
    textfile,
    endpoint,
    nodeExporter: await fetchPage(places.nodeExporterUrl),
    statistics:
      statisticsOf(textfile?.path, textfile?.text) ??
      statisticsOf(endpoint?.url, endpoint?.text) ??
      statisticsOf(statsFile?.path, statsFile && digest(statsFile.tail, statsFile.modifiedAt ?? 0)),
    now: now(),
  };
}

function childOf(configuration: RsyslogConfiguration): Facts['child'] {
  for (const action of actionsOf(configuration)) {
    const words = (parameter(action, 'binary') ?? '').split(/\s+/).filter((word) => word !== '');
    if (words.some((word) => word === 'textfile' || word === 'serve')) return readChild(words);
  }
  return undefined;
}

function judge({ rsyslogd, rsyslogConf }: Places): Facts['verdict'] {
  if (!existsSync(rsyslogd) || !existsSync(rsyslogConf)) return undefined;
  const { status, stderr, stdout } = spawnSync(rsyslogd, ['-N1', '-f', rsyslogConf], {
    encoding: 'utf8',
    timeout: VERDICT_TIMEOUT_MS,
  });
  const lines = `${stderr}${stdout}`.split('\n').filter((line) => line.startsWith('rsyslogd: '));
  const complaints = lines.filter((line) => !/config validation run|End of config validation/.test(line));
  return { isAccepted: status === 0, complaints: complaints.map((line) => line.slice('rsyslogd: '.length)) };
}

async function fetchPage(url: string | undefined): Promise<Page | undefined> {
  if (url === undefined) return undefined;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(HTTP_TIMEOUT_MS) });
    return response.ok ? { url, text: await response.text() } : { url, error: `it answered ${response.status}` };
  } catch (error) {
    const { cause, message } = error as Error;
    return { url, error: cause instanceof Error ? cause.message : message };
  }
}

/** Statistics as the exporter would show them. */
function digest(text: string, at: number): string {
  const store = new SeriesStore();
  const collector = new Collector(store);
  const stream = collector.stream('file');
  stream.write(Buffer.from(text), at);
  stream.end(at);
  collector.closeAll();
  return renderFamilies(store.view(), TEXT);
}

function statisticsOf(
  from: string | undefined,
  text: string | undefined,
): { from: string; samples: Sample[] } | undefined {
  if (from === undefined || text === undefined) return undefined;
  const samples = readSamples(text);
  return samples.some(({ labels }) => labels.has('origin')) ? { from, samples } : undefined;
}
