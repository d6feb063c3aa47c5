// npm run bench: speed as ratios to a floor that is measured side by side in the same run. Absolute times say more about the
// machine than about the program, so none is judged. Exits 1 when a ratio is above its target.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { batchOf, writeStream } from './streams.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const CLI = here('../../dist/cli.js');
const INGEST_TARGET = 1.6;
const SCRAPE_TARGET = 1.3;
const GENERATE_EXTRA_MS = 300;

const folder = mkdtempSync(join(tmpdir(), 'rsyslog-pstat-bench-'));
const misses = [];
const report = (what, ratio, target, details) => {
  const verdict = ratio <= target ? 'ok' : 'MISSED';
  console.log(
    `${what.padEnd(34)} ${ratio.toFixed(2).padStart(5)} x  (target ${target})  ${verdict.padEnd(6)}  ${details}`,
  );
  if (ratio > target) misses.push(what);
};

/** Runs the commands alternately, so that other load hits all of them; @returns the best time of each, ms */
function race(rounds, commands) {
  const best = commands.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    commands.forEach(({ args, input }, i) => {
      const stdin = openSync(input ?? '/dev/null', 'r');
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, args, { stdio: [stdin, 'ignore', 'pipe'] });
      best[i] = Math.min(best[i], Number(process.hrtime.bigint() - start) / 1e6);
      closeSync(stdin);
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    });
  }
  return best;
}

function ingest(lines, rounds) {
  const file = join(folder, `${lines}.log`);
  writeStream(file, lines);
  const [floor, ours] = race(rounds, [
    { args: [here('floor.mjs'), file] },
    { args: [CLI, 'textfile', '--log.level', 'error', '--output', join(folder, 'out.prom')], input: file },
  ]);
  report(
    `ingest of ${lines} lines`,
    ours / floor,
    INGEST_TARGET,
    `${ours.toFixed(0)} ms against ${floor.toFixed(0)} ms`,
  );
}

/** A client that asks again as soon as it has the whole answer; @returns answers per second */
async function scrape(url, connections, ms) {
  const { hostname, port, pathname } = new URL(url);
  const end = performance.now() + ms;
  const start = performance.now();
  let answers = 0;
  const client = async () => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const ask = () => socket.write(`GET ${pathname} HTTP/1.1\r\nHost: bench\r\n\r\n`);
    let missing = 0;
    const done = new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        if (missing === 0) {
          const head = chunk.toString('latin1', 0, 1000);
          missing = head.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/i.exec(head)[1]);
        }
        missing -= chunk.length;
        if (missing > 0) return;
        answers++;
        if (performance.now() < end) ask();
        else resolve();
      });
    });
    ask();
    await done;
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, client));
  return (answers * 1000) / (performance.now() - start);
}

async function serve(series) {
  const args = ['serve', '--web.listen-address', '127.0.0.1:0', '--max-series', '1000000', '--log.level', 'info'];
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['pipe', 'ignore', 'pipe'] });
  const [log] = await once(child.stderr, 'data');
  const url = /url=(\S+)/.exec(String(log))[1];
  for (let round = 0; round < 3; round++) child.stdin.write(batchOf(series, round));
  let text = '';
  while (!text.includes('batches_total{result="complete"} 3')) text = await (await fetch(url)).text();
  return { child, url, text };
}

async function scrapes(series) {
  const { child, url, text } = await serve(series);
  const file = join(folder, 'metrics.txt');
  writeFileSync(file, text);
  const bare = spawn(process.execPath, [here('bare-server.mjs'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(bare.stdout, 'data');
  const rates = { bare: 0, ours: 0 };
  for (let round = 0; round < 4; round++) {
    rates.bare = Math.max(rates.bare, await scrape(String(line).trim(), 4, 1000));
    rates.ours = Math.max(rates.ours, await scrape(url, 4, 1000));
  }
  const details = `${rates.ours.toFixed(0)}/s against ${rates.bare.toFixed(0)}/s of a bare server`;
  report(`scrapes of ${series} series`, rates.bare / rates.ours, SCRAPE_TARGET, details);
  child.kill();
  bare.kill();
}

async function memory(series) {
  const { child } = await serve(series);
  const mebibytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
  console.log(`memory with ${series} series: ${mebibytes.toFixed(0)} MiB resident`);
  child.kill();
}

function generate() {
  const [floor, ours] = race(5, [
    { args: ['-e', '0'] },
    { args: [CLI, 'generate', 'all', '--out', join(folder, 'all')] },
  ]);
  const details = `${ours.toFixed(0)} ms against ${floor.toFixed(0)} ms of node -e 0, plus ${GENERATE_EXTRA_MS} ms`;
  report('generate all', ours / (2 * floor + GENERATE_EXTRA_MS), 1, details);
}

try {
  ingest(40_000, 15);
  ingest(400_000, 5);
  await scrapes(10_000);
  if (process.platform === 'linux') await memory(100_000);
  generate();
} finally {
  rmSync(folder, { recursive: true });
}
if (misses.length > 0) {
  console.error(`above target: ${misses.join(', ')}`);
  process.exitCode = 1;
}
