// One exporter for many hosts: 1,000 hosts of 20 objects each send over UDP and TCP on loopback; every host's series are right,
// a host that falls silent disappears, and hostnames cannot inject labels.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseExposition, type Family } from '../peers/exposition.ts';
import { freePort } from '../peers/port.ts';
import { startProcess, type RunningProcess } from '../peers/process.ts';
import { until } from '../peers/until.ts';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
const HOSTS = 1000;
const OBJECTS = 20;

const header = (host: string): string => `<46>Nov 20 15:42:30 ${host} rsyslogd-pstats: `;

/** A batch in which every value differs between hosts, so that a mix-up shows. */
function batchOf(host: string, index: number): string[] {
  const lines = Array.from({ length: OBJECTS }, (_, object) => {
    const value = index * 100 + object;
    return `{ "name": "action ${object}", "origin": "core.action", "processed": ${value}, "failed": ${value + 1} }`;
  });
  return ['BEGIN', ...lines, 'END'].map((line) => header(host) + line);
}

interface Fleet {
  readonly exporter: RunningProcess;
  readonly udp: number;
  readonly tcp: number;
  read(): Promise<ReadonlyMap<string, Family>>;
  /** how many lines it has read */
  lines(): Promise<number>;
}

async function startFleet(...flags: string[]): Promise<Fleet> {
  const [udp, tcp] = [await freePort(), await freePort()];
  const inputs = ['--input', `udp://127.0.0.1:${udp}`, '--input', `tcp://127.0.0.1:${tcp}`];
  const args = ['serve', '--node-label', '--web.listen-address', '127.0.0.1:0', ...inputs, ...flags];
  const exporter = await startProcess(process.execPath, [CLI, ...args]);
  const log = await until('the server', () => /url=(\S+)/.exec(exporter.stderr()));
  const text = async () => (await fetch(log[1] as string)).text();
  const read = async () => parseExposition(await text());
  const lines = async () => Number(/^rsyslog_pstat_exporter_lines_total (\d+)$/m.exec(await text())?.[1]);
  return { exporter, udp, tcp, read, lines };
}

const single = (families: ReadonlyMap<string, Family>, name: string): number =>
  Number(families.get(`rsyslog_pstat_exporter_${name}`)?.samples.find(({ labels }) => labels.size === 0)?.value);

/** node -> action -> value */
function processed(families: ReadonlyMap<string, Family>): Map<string, Map<string, string>> {
  const nodes = new Map<string, Map<string, string>>();
  for (const { labels, value } of families.get('rsyslog_pstat_processed')?.samples ?? []) {
    const node = labels.get('node') ?? '';
    nodes.set(node, (nodes.get(node) ?? new Map()).set(labels.get('name'), value));
  }
  return nodes;
}

function expected(hosts: readonly string[]): Map<string, Map<string, string>> {
  const actions = (index: number) =>
    Array.from({ length: OBJECTS }, (_, object): [string, string] => [
      `action ${object}`,
      String(index * 100 + object),
    ]);
  return new Map(hosts.map((host, index) => [host, new Map(actions(index))]));
}

const names = (prefix: string): string[] => Array.from({ length: HOSTS }, (_, index) => `${prefix}-${index}`);

describe('a fleet', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet();
  });
  afterAll(() => fleet.exporter.stop());

  test('over TCP, one connection per host, all at once', async () => {
    const hosts = names('tcp');
    const sockets = hosts.map((host, index) => {
      const socket = connect(fleet.tcp, '127.0.0.1');
      socket.write(`${batchOf(host, index).join('\n')}\n`);
      return socket;
    });
    const families = await until('all hosts', async () => {
      const read = await fleet.read();
      return single(read, 'series') === HOSTS * OBJECTS * 2 && read;
    });
    expect(processed(families)).toEqual(expected(hosts));
    for (const socket of sockets) socket.destroy();
  });

  test('over UDP, the datagrams of many hosts mixed', async () => {
    const hosts = names('udp');
    const socket = createSocket('udp4');
    const send = (line: string) =>
      new Promise<void>((resolve, reject) => {
        socket.send(line, fleet.udp, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
      });
    const linesBefore = await fleet.lines();
    let sent = 0;
    // UDP has no flow control: the sender waits for the counter, as 1,000 machines that do not send in the same millisecond do.
    for (let from = 0; from < HOSTS; from += 50) {
      const batches = hosts.slice(from, from + 50).map((host, index) => batchOf(host, from + index));
      for (let line = 0; line < OBJECTS + 2; line++) {
        for (const lines of batches) await send(lines[line] as string);
      }
      sent += batches.length * (OBJECTS + 2);
      await until('the datagrams to be read', async () => (await fleet.lines()) - linesBefore === sent);
    }
    socket.close();
    const nodes = processed(await fleet.read());
    for (const [host, actions] of expected(hosts)) expect(nodes.get(host)).toEqual(actions);
  });

  test('nothing was refused, and no batch was incomplete', async () => {
    const families = await fleet.read();
    const sum = (name: string, without = '') =>
      (families.get(`rsyslog_pstat_exporter_${name}`)?.samples ?? [])
        .filter(({ labels }) => labels.get('result') !== without)
        .reduce((total, { value }) => total + Number(value), 0);
    expect(sum('rejected_lines_total')).toBe(0);
    expect(sum('batches_total', 'complete')).toBe(0);
    expect(sum('series_dropped_total')).toBe(0);
  });
});

test('a host that falls silent disappears, the others stay', async () => {
  const fleet = await startFleet('--stale-after', '2s');
  await using _ = fleet.exporter;
  const [silent, lively] = [connect(fleet.tcp, '127.0.0.1'), connect(fleet.tcp, '127.0.0.1')];
  silent.write(`${batchOf('silent', 1).join('\n')}\n`);
  const say = () => lively.write(`${batchOf('lively', 2).join('\n')}\n`);
  say();
  await until('both hosts', async () => processed(await fleet.read()).size === 2);
  await until('the silent one to go', async () => {
    say();
    return !processed(await fleet.read()).has('silent');
  });
  expect([...processed(await fleet.read()).keys()]).toEqual(['lively']);
  silent.destroy();
  lively.destroy();
});

test('a hostname cannot inject labels, series or lines', async () => {
  const fleet = await startFleet('--max-hosts', '2');
  await using _ = fleet.exporter;
  // Braces and quotes belong to statistics: with them in place of a host, the address of the sender names it.
  const hostile = ['a"b', 'x\\', 'n",name="forged', 'up{} 1'.replace(' ', '_'), 'one-too-many'];
  const socket = connect(fleet.tcp, '127.0.0.1');
  for (const [index, host] of hostile.entries()) socket.write(`${batchOf(host, index).join('\n')}\n`);
  const families = await until('both hosts and drops', async () => {
    const read = await fleet.read();
    const drops = read.get('rsyslog_pstat_exporter_series_dropped_total')?.samples ?? [];
    return drops.some(({ labels, value }) => labels.get('reason') === 'sources' && Number(value) === OBJECTS) && read;
  });
  // The strict parser would have refused a forged line; the nodes come back as they were sent.
  expect([...processed(families).keys()].sort()).toEqual(['127.0.0.1', 'x\\'].sort());
  socket.end();
  await once(socket, 'close');
});
