// The statistics of a real rsyslogd with the generated configuration reach the exporter on each route, batch by batch; and
// the message sources accept messages.
import { createSocket } from 'node:dgram';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { freePort } from '../peers/port.ts';
import { runProcess } from '../peers/process.ts';
import { startRsyslogd, type RsyslogdOptions } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { generate, IDENTITY } from './generate.ts';

const MINIMAL = 'test/fixtures/relp-config/minimal.yaml';
const LOGGER = '/usr/bin/logger';

const start = async (dir: string, flags: readonly string[], options: Partial<RsyslogdOptions> = {}, before = '') => {
  const common = [...IDENTITY, '--interval', '1', '--spool-dir', dir];
  const { stdout, problems } = await generate(['--relp-config', MINIMAL, ...common, ...flags]);
  expect(problems).toEqual([]);
  return startRsyslogd({ dir, config: `${before}\n${stdout}`, ...options });
};

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** One whole batch, with the RELP action under the name that alerts select. */
const BATCH = /BEGIN[^]*"name": ?"rsyslog-relp"[^]*END/;

describeWith(['rsyslogd'], 'the statistics', () => {
  test('reach a child that rsyslog started, one record a line, with the header of syslog', async () => {
    const dir = tempDir();
    const child = join(dir, 'child');
    writeFileSync(child, `#!/bin/sh\necho "$@" > ${dir}/arguments\necho logged >&2\nexec cat > ${dir}/lines\n`);
    chmodSync(child, 0o755);
    const paths = ['--binary', child, '--textfile', '/x/y.prom', '--child-log', join(dir, 'child.log')];
    const flags = ['--collector', 'omprog', ...paths, '--input', 'none'];
    await using rsyslogd = await start(dir, flags);
    await until('a batch', () => BATCH.test(read(join(dir, 'lines'))));
    expect(read(join(dir, 'arguments'))).toBe('textfile --output /x/y.prom\n');
    await until('the log of the child', () => read(join(dir, 'child.log')).includes('logged\n'));
    for (const line of read(join(dir, 'lines')).split('\n').slice(0, -1))
      expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+[+-][\d:]+ \S+ rsyslogd-pstats: (BEGIN|END|\{.*\})$/);
    expect(rsyslogd.stderr()).toBe('');
  });

  test('are appended to a file', async () => {
    const dir = tempDir();
    const file = join(dir, 'impstats.log');
    await using rsyslogd = await start(dir, ['--collector', 'file', '--stats-file', file, '--input', 'none']);
    await until('a batch', () => BATCH.test(read(file)));
    expect(rsyslogd.stderr()).toBe('');
  });

  test('are sent as datagrams', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((bound) => {
      socket.bind(0, '127.0.0.1', bound);
    });
    const lines: string[] = [];
    socket.on('message', (line) => void lines.push(line.toString()));
    const address = `127.0.0.1:${socket.address().port}`;
    try {
      await using rsyslogd = await start(tempDir(), [
        '--collector',
        'udp',
        '--stats-address',
        address,
        '--input',
        'none',
      ]);
      await until('a batch', () => BATCH.test(lines.join('\n')));
      expect(lines.filter((line) => !/^<46>\S+ \S+ rsyslogd-pstats: (BEGIN|END|\{.*\})$/.test(line))).toEqual([]);
      expect(rsyslogd.stderr()).toBe('');
    } finally {
      socket.close();
    }
  });
});

describeWith(['rsyslogd'], 'messages come in', () => {
  const before = (dir: string) => `if $msg contains "knock" then { action(type="omfile" file="${dir}/got") stop }`;
  const stats = (dir: string) => ['--collector', 'file', '--stats-file', join(dir, 'stats')];

  test('over TCP', async () => {
    const dir = tempDir();
    const port = await freePort();
    const listens = [{ protocol: 'tcp', port }] as const;
    await using rsyslogd = await start(
      dir,
      [...stats(dir), '--input', `tcp://127.0.0.1:${port}`],
      { listens },
      before(dir),
    );
    connect(port, '127.0.0.1').end('<13>Jan  1 00:00:00 host prog: knock\n');
    await until('the message', () => read(join(dir, 'got')).includes('knock'));
    expect(rsyslogd.stderr()).toBe('');
  });

  test.skipIf(!existsSync(LOGGER))('over a datagram socket', async () => {
    const dir = tempDir();
    const path = join(dir, 'syslog');
    const input = ['--input', `unix:${path}`, '--load-imuxsock'];
    await using rsyslogd = await start(dir, [...stats(dir), ...input], {}, before(dir));
    await until('the socket', () => existsSync(path));
    expect(await runProcess(LOGGER, ['--socket', path, 'knock'])).toMatchObject({ code: 0, stderr: '' });
    await until('the message', () => read(join(dir, 'got')).includes('knock'));
    expect(rsyslogd.stderr()).toBe('');
  });
});
