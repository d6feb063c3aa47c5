// One rsyslogd that hands out the same statistics on every path at once: log.file, omprog, omfwd over UDP, and over TCP in both
// framings. What comes out at each end has to be the same objects, with nothing refused.
import { join } from 'node:path';
import { expect } from 'vitest';
import { open, type Opened } from '../input/opened.ts';
import { freePort } from '../peers/port.ts';
import { startRsyslogd, type RsyslogdOptions } from '../peers/rsyslogd.ts';

interface Ports {
  readonly udp: number;
  readonly lines: number;
  readonly counted: number;
}

/** omprog's child writes down what it was given; its bytes are what a collector in its place would read. */
function config(dir: string, format: string, { udp, lines, counted }: Ports): string {
  return `
    module(load="impstats" interval="1" format="${format}" bracketing="on" log.file="${dir}/stats.log"
           log.syslog="on" ruleset="stats")
    module(load="omprog")
    ruleset(name="stats" queue.type="LinkedList" queue.timeoutEnqueue="0") {
      action(name="udp" type="omfwd" target="127.0.0.1" port="${udp}" protocol="udp")
      action(name="lines" type="omfwd" target="127.0.0.1" port="${lines}" protocol="tcp")
      action(name="counted" type="omfwd" target="127.0.0.1" port="${counted}" protocol="tcp" TCP_Framing="octet-counted")
      action(name="child" type="omprog" binary="/usr/bin/tee -a ${dir}/omprog.log" forceSingleInstance="on")
    }`;
}

/** Names and origins of the objects of the last batch. */
function objectsOf({ batches }: Opened): string[] {
  const records = batches.findLast(({ result }) => result === 'complete')?.records ?? [];
  return records.map(({ shape }) => `${shape.name} ${shape.origin}`).toSorted();
}

/** @param options where and how rsyslogd runs; its messages are returned */
export async function expectEveryPath(format: string, options: Omit<RsyslogdOptions, 'config'>): Promise<string> {
  const { dir } = options;
  const ports = { udp: await freePort(), lines: await freePort(), counted: await freePort() };
  const urls = [
    `file:${join(dir, 'stats.log')}`,
    `file:${join(dir, 'omprog.log')}`,
    `udp://127.0.0.1:${ports.udp}`,
    `tcp://127.0.0.1:${ports.lines}`,
    `tcp://127.0.0.1:${ports.counted}`,
  ];
  const paths = await Promise.all(urls.map((url) => open(url)));
  try {
    await using rsyslogd = await startRsyslogd({ ...options, config: (inside) => config(inside, format, ports) });
    for (const path of paths) await path.untilComplete(2);
    const [fromFile] = paths as [Opened];
    for (const [i, path] of paths.entries()) {
      expect(path.refusals, urls[i]).toEqual([]);
      expect(path.refused.framing_error, urls[i]).toBe(0);
      expect(path.collector.counts.batches, urls[i]).toMatchObject({ incomplete: 0, unbracketed: 0 });
      expect(objectsOf(path), urls[i]).toEqual(objectsOf(fromFile));
    }
    const actions = ['udp', 'lines', 'counted', 'child'].map((action) => `${action} core.action`);
    expect(objectsOf(fromFile)).toEqual(expect.arrayContaining(actions));
    return rsyslogd.stderr();
  } finally {
    await Promise.all(paths.map((path) => path[Symbol.asyncDispose]()));
  }
}
