// `npm run soak`: a long life of the program in short. Batches with names that come and go, connections that come and go, and
// scrapes meanwhile; then nothing must be lost, and memory must be as flat in the last quarter as in the second. Exit code 1 if not.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseExposition } from '../peers/exposition.ts';
import { freePort } from '../peers/port.ts';
import { until } from '../peers/until.ts';
import { send, SERIES_PER_HOST, WAIT, type Sent } from './load.ts';

interface Sample {
  readonly batches: number;
  readonly rssMib: number;
  readonly scrapeMs: number;
  readonly series: number;
}

/** How much higher memory may be in the last quarter than in the second, of its median. */
const MOST_GROWTH = 0.05;
/** Reached: the names that go leave parsed lines behind, which are kept while there is room. */
const MAX_MEMORY_MIB = 150;
/** What docs/operation.md tells people to allow the process. */
const MOST_MIB = 2 * MAX_MEMORY_MIB;
/** Names of so many batches are shown at most: those that are missing from two in a row are withdrawn. */
const MOST_GENERATIONS = 3;
const SAMPLES = 60;
/** More often than any Prometheus scrapes, and not without a pause. */
const SCRAPE_PAUSE_MS = 20;
/** A smaller heap would collect more often, a larger one would hide growth for longer. */
const HEAP_MIB = 1_024;
const DEADLINE = { deadlineMs: 120_000, everyMs: 50 };

const { values } = parseArgs({
  options: { batches: { type: 'string', default: '100000' }, connections: { type: 'string', default: '30' } },
});
const [batches, connections] = [Number(values.batches), Number(values.connections)];
if (!Number.isSafeInteger(batches) || batches < SAMPLES || !Number.isSafeInteger(connections) || connections < 1) {
  console.error(`usage: npm run soak -- [--batches N] [--connections N], at least ${SAMPLES} batches`);
  process.exitCode = 2;
} else {
  const problems = await soak();
  for (const problem of problems) console.error(`failed: ${problem}`);
  console.log(problems.length === 0 ? 'flat, and nothing lost' : `${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function soak(): Promise<string[]> {
  const [input, web] = [await freePort(), await freePort()];
  const flags = [
    '--node-label',
    '--senders',
    '--log.level',
    'error',
    '--batch-gap',
    '10s',
    '--max-memory',
    `${MAX_MEMORY_MIB}MiB`,
  ];
  const addresses = ['--input', `tcp://127.0.0.1:${input}`, '--web.listen-address', `127.0.0.1:${web}`];
  const program = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP_MIB}`, 'dist/cli.js', 'serve', ...addresses, ...flags],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  process.once('exit', () => program.kill('SIGKILL'));
  let read = 0;
  const scrape = async (): Promise<Scraped> => {
    const scraped = await scrapeOf(web);
    read = scraped.get('batches_total complete') ?? 0;
    return scraped;
  };
  const isRead = async (count: number): Promise<void> => {
    if (read < count) await until('the program to read', () => read >= count, WAIT);
  };
  try {
    await until('the program to serve', scrape, DEADLINE);
    const sent: Sent = { batches: 0, connections: 0 };
    const samples: Sample[] = [];
    let isOver = false;
    const sending = send(input, batches, connections, sent, isRead).finally(() => (isOver = true));
    const sampling = sample(program, scrape, sent, samples, () => isOver);
    await Promise.race([Promise.all([sending, sampling]), diedOf(program)]);
    print(samples);
    return [...judgeCounts(await counted(scrape), sent), ...judgeMemory(samples)];
  } finally {
    program.kill('SIGTERM');
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
  }
}

type Scraped = ReadonlyMap<string, number>;

/** Values by name and labels; series of rsyslog are counted, under "". */
async function scrapeOf(port: number): Promise<Scraped> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const scraped = new Map<string, number>([['', 0]]);
  for (const { name, samples } of parseExposition(await response.text()).values()) {
    const isOwn = name.startsWith('rsyslog_pstat_exporter_');
    if (!isOwn) scraped.set('', (scraped.get('') ?? 0) + samples.length);
    for (const { labels, value } of isOwn ? samples : [])
      scraped.set([name.replace('rsyslog_pstat_exporter_', ''), ...labels.values()].join(' '), Number(value));
  }
  return scraped;
}

async function diedOf(program: ChildProcess): Promise<never> {
  const [code, signal] = await once(program, 'exit');
  throw new Error(`the program ended with ${code ?? signal}`);
}

async function sample(
  { pid }: ChildProcess,
  scrape: () => Promise<Scraped>,
  sent: Sent,
  samples: Sample[],
  isOver: () => boolean,
): Promise<void> {
  for (let next = 0; !isOver();) {
    const start = performance.now();
    const scraped = await scrape();
    const scrapeMs = performance.now() - start;
    if (sent.batches >= next) {
      const [, rssKib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      samples.push({ batches: sent.batches, rssMib: Number(rssKib) / 1_024, scrapeMs, series: scraped.get('') ?? 0 });
      next += batches / SAMPLES;
    }
    await delay(SCRAPE_PAUSE_MS);
  }
}

/** @returns the last scrape, once no more batches come in */
async function counted(scrape: () => Promise<Scraped>): Promise<Scraped> {
  let last: Scraped = new Map();
  await until(
    'the program to have read all',
    async () => {
      const before = last.get('lines_total');
      last = await scrape();
      return before === last.get('lines_total');
    },
    DEADLINE,
  );
  return last;
}

function judgeCounts(scraped: Scraped, sent: Sent): string[] {
  const of = (prefix: string): number =>
    [...scraped].filter(([name]) => name.startsWith(prefix)).reduce((sum, [, value]) => sum + value, 0);
  const problems: string[] = [];
  const expect = (what: string, found: number, expected: number): void => {
    if (found !== expected) problems.push(`${what}: ${found} instead of ${expected}`);
  };
  console.log(`${sent.batches} batches over ${sent.connections} connections`);
  expect('complete batches', of('batches_total complete'), sent.batches);
  expect('batches', of('batches_total'), sent.batches);
  expect('rejected lines', of('rejected_lines_total'), 0);
  expect('refused connections', of('input_refused_total'), 0);
  expect('dropped samples', of('series_dropped_total'), 0);
  const [series, least] = [scraped.get('') ?? 0, connections * SERIES_PER_HOST];
  if (series < least || series > MOST_GENERATIONS * least)
    problems.push(`series: ${series}, not between ${least} and ${MOST_GENERATIONS * least}`);
  expect('counted series', scraped.get('series') ?? 0, series);
  return problems;
}

function judgeMemory(samples: readonly Sample[]): string[] {
  const quarter = Math.floor(samples.length / 4);
  const median = (part: readonly Sample[]): number => {
    const sorted = part.map(({ rssMib }) => rssMib).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  };
  const [second, last] = [median(samples.slice(quarter, 2 * quarter)), median(samples.slice(-quarter))];
  const growth = `${second.toFixed(1)} MiB in the second quarter, ${last.toFixed(1)} MiB in the last`;
  console.log(`memory (median): ${growth}`);
  const highest = Math.max(...samples.map(({ rssMib }) => rssMib));
  return [
    ...(last <= second * (1 + MOST_GROWTH) ? [] : [`memory grows: ${growth}`]),
    ...(highest <= MOST_MIB ? [] : [`memory reaches ${highest.toFixed(1)} MiB, more than ${MOST_MIB} MiB`]),
  ];
}

function print(samples: readonly Sample[]): void {
  console.log('batches  RSS MiB  scrape ms  series');
  for (const { batches: count, rssMib, scrapeMs, series } of samples)
    console.log(
      [count, rssMib.toFixed(1), scrapeMs.toFixed(0), series]
        .map((cell, i) => String(cell).padStart([7, 9, 11, 8][i] ?? 0))
        .join(''),
    );
}
