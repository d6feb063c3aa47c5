// Reads the facts about a node, judging nothing. rsyslog's configuration gives what the flags leave open.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseSamples, type Sample } from '../../exposition/parse.ts';
import { actionsOf, moduleOf, parameter, type RsyslogConfiguration } from '../../rainerscript/query.ts';
import { flagValues } from './exporter-flags.ts';
import type { Expected, FetchedPage, NodeFacts } from './facts.ts';
import { readChild, readStatsFile, readTextfileFacts } from './files.ts';
import { loadConfiguration } from './load-configuration.ts';
import { findDaemon, findExporter } from './processes.ts';
import { samplesOfLines } from './samples-of-lines.ts';

/** Where to look, from the flags of `doctor`. */
export interface Places {
  readonly rsyslogConf: string;
  readonly rsyslogd: string;
  readonly pidFile?: string | undefined;
  readonly textfile?: string | undefined;
  readonly statsFile?: string | undefined;
  readonly metricsUrl?: string | undefined;
  readonly nodeExporterUrl?: string | undefined;
  /** the textfile, unless a flag or rsyslog's configuration names another or the exporter has a page */
  readonly defaultTextfile: string;
}

const HTTP_TIMEOUT_MS = 5000;
const CONFIG_TEST_TIMEOUT_MS = 30_000;

export async function gather(places: Places, expected: Expected, now: () => number): Promise<NodeFacts> {
  const configuration = loadConfiguration(places.rsyslogConf);
  const child = childOf(configuration);
  const impstats = moduleOf(configuration, 'impstats');
  const statsPath = places.statsFile ?? (impstats && parameter(impstats, 'log.file'));
  const output = flagValues(child?.flags ?? [], '--output').at(-1);
  const textfilePath =
    places.textfile ?? output ?? (places.metricsUrl === undefined ? places.defaultTextfile : undefined);
  const statsFile = statsPath === undefined ? undefined : readStatsFile(statsPath);
  const textfile = textfilePath === undefined ? undefined : readTextfileFacts(textfilePath, now());
  const endpoint = await fetchPage(places.metricsUrl);
  const port = places.metricsUrl === undefined ? [] : [`:${new URL(places.metricsUrl).port}`];
  const files = [statsPath, textfilePath, output].filter((path) => path !== undefined);
  return {
    expected,
    configuration,
    child,
    configTest: testConfiguration(places),
    daemon: findDaemon(places.pidFile),
    exporter: findExporter([...files, ...port]),
    statsFile,
    textfile,
    endpoint,
    nodeExporter: await fetchPage(places.nodeExporterUrl),
    statistics:
      statisticsOf(textfile?.path, parseSamples(textfile?.text ?? '')) ??
      statisticsOf(endpoint?.url, parseSamples(endpoint?.text ?? '')) ??
      statisticsOf(statsFile?.path, samplesOfLines(statsFile?.tail ?? '')),
    now: now(),
  };
}

function childOf(configuration: RsyslogConfiguration): NodeFacts['child'] {
  for (const action of actionsOf(configuration)) {
    const words = (parameter(action, 'binary') ?? '').split(/\s+/).filter((word) => word !== '');
    if (words.some((word) => word === 'textfile' || word === 'serve')) return readChild(words);
  }
  return undefined;
}

function testConfiguration({ rsyslogd, rsyslogConf }: Places): NodeFacts['configTest'] {
  if (!existsSync(rsyslogd) || !existsSync(rsyslogConf)) return undefined;
  const { status, stderr, stdout } = spawnSync(rsyslogd, ['-N1', '-f', rsyslogConf], {
    encoding: 'utf8',
    timeout: CONFIG_TEST_TIMEOUT_MS,
  });
  const lines = `${stderr}${stdout}`.split('\n').filter((line) => line.startsWith('rsyslogd: '));
  const complaints = lines.filter((line) => !/config validation run|End of config validation/.test(line));
  return { isAccepted: status === 0, complaints: complaints.map((line) => line.slice('rsyslogd: '.length)) };
}

async function fetchPage(url: string | undefined): Promise<FetchedPage | undefined> {
  if (url === undefined) return undefined;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(HTTP_TIMEOUT_MS) });
    return response.ok ? { url, text: await response.text() } : { url, error: `status ${response.status}` };
  } catch (error) {
    const { cause, message } = error as Error;
    return { url, error: cause instanceof Error ? cause.message : message };
  }
}

/** @returns undefined when the samples are none of rsyslog's statistics */
function statisticsOf(from: string | undefined, found: Iterable<Sample>): NodeFacts['statistics'] {
  const samples = [...found];
  if (from === undefined || !samples.some(({ labels }) => labels.has('origin'))) return undefined;
  return { from, samples };
}
