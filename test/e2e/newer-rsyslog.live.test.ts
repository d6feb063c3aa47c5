// A newer rsyslog than the one installed here, in each format that it can write: no line of its statistics is refused, and the
// series that rules in the field select are there.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { parseExposition } from '../peers/exposition.ts';
import { freePort } from '../peers/port.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { startCollector, TEXTFILE } from './collector.ts';
import { expectEveryPath } from './every-path.ts';
import { mirror, newerSystem } from './newer-system.ts';
import { KNOWN_SERIES } from './relp-scenario.ts';
import { tcpInput } from './rsyslog-config.ts';
import { refusals, selfValue, valueOf } from './series.ts';
import { message, sendTcp } from './traffic.ts';

const SENT = 23;

function config(dir: string, format: string, port: number): string {
  return `
    module(load="impstats" interval="1" format="${format}" bracketing="on" log.syslog="off" log.file="${dir}/impstats.log")
    ${tcpInput(port)}
    dyn_stats(name="programs" resettable="off")
    ruleset(name="in") {
      set $.x = dyn_inc("programs", $programname);
      action(type="omfile" name="rsyslog-relp" file="${dir}/messages" queue.type="LinkedList")
    }`;
}

/** How each of them looks: rsyslog falls back to legacy without a message when it does not support a format. */
const FORMATS = [
  ['json', /: \{ "name": "main Q", .*"discarded\.full": 0/],
  ['cee', /: @cee: \{ "name": "main Q", .*"discarded\.full": 0/],
  ['json-elasticsearch', /: \{ "name": "main Q", .*"discarded!full": 0/],
  ['legacy', /: main Q: origin=core\.queue .*discarded\.full=0/],
] as const;

describe.skipIf(mirror() === undefined)('with a mirror of Debian', () => {
  describeWith(['debootstrap', 'isRoot'], 'a newer rsyslog', newerRsyslog);
});

function newerRsyslog(): void {
  let root = '';
  let problem: string | undefined;
  beforeAll(async () => {
    try {
      root = await newerSystem();
    } catch (error) {
      // Without a network, or where a container forbids what debootstrap does.
      if (process.env['CI'] === 'true') throw error;
      problem = (error as Error).message;
    }
  }, 300_000);

  test.for(FORMATS)('format="%s"', async ([format, sample], { skip }) => {
    skip(problem !== undefined, problem);
    const port = await freePort();
    mkdirSync(join(root, 'run/e2e'), { recursive: true });
    const dir = tempDir(join(root, 'run/e2e'));
    const recording = (): Buffer => readFileSync(join(dir, 'impstats.log'));
    const rsyslogd = await startRsyslogd({
      dir,
      chroot: root,
      config: (inside) => config(inside, format, port),
      listens: [{ protocol: 'tcp', port }],
    });
    await sendTcp(
      port,
      Array.from({ length: SENT }, () => message('app')),
    );
    const processed = new RegExp(`rsyslog-relp.*processed"?[:=] ?${SENT}\\b`);
    await until(
      'statistics of it',
      () => existsSync(join(dir, 'impstats.log')) && processed.test(recording().toString()),
    );
    await rsyslogd.stop();

    expect(recording().toString()).toMatch(sample);

    const out = tempDir();
    await using collector = await startCollector('textfile', { dir: out });
    collector.feed(recording());
    collector.process.stdin.end();
    expect(await collector.process.exited).toEqual({ code: 0, signal: null });
    const families = parseExposition(readFileSync(join(out, TEXTFILE), 'utf8'));
    expect(refusals(families)).toEqual({});
    const batches = recording()
      .toString()
      .match(/: BEGIN$/gm)?.length;
    expect(selfValue(families, 'batches_total', { result: 'complete' })).toBe(batches);
    expect(KNOWN_SERIES.filter((name) => !families.has(name))).toEqual([]);
    const action = { name: 'rsyslog-relp', origin: 'core.action' };
    expect(valueOf(families, 'rsyslog_pstat_processed', action)).toBe(String(SENT));
    const bucket = { name: 'programs', origin: 'dynstats.bucket', counter: 'app' };
    expect(valueOf(families, 'rsyslog_pstat_dynstats', bucket)).toBe(String(SENT));
  });

  test.for(FORMATS)('format="%s" over file, omprog, udp and tcp', async ([format], { skip }) => {
    skip(problem !== undefined, problem);
    mkdirSync(join(root, 'run/e2e'), { recursive: true });
    await expectEveryPath(format, { dir: tempDir(join(root, 'run/e2e')), chroot: root });
  });
}
