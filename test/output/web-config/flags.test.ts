import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addWebFlags, readWebFlags } from '../../../src/output/web-config/flags.ts';
import { problemsOf, readFlags } from '../../flags/reading.ts';
import { tempDir } from '../../peers/temp.ts';

const read = (...argv: string[]) => readFlags(addWebFlags, readWebFlags, argv);

describe('listen addresses', () => {
  test.each([
    ['9292', 'the address must be HOST:PORT'],
    ['127.0.0.1:80000', 'the port must be a number from 0 to 65535'],
    ['vsock://:9292', 'vsock sockets are not supported'],
    ['unix:/run/x.sock', 'unix sockets are not supported'],
    ['systemd:', 'systemd sockets are not supported'],
  ])('%s is refused', (text, message) => {
    const problems = problemsOf(() => read('--web.listen-address', text));
    expect(problems).toEqual([expect.stringContaining(`--web.listen-address ${text}: ${message}`)]);
  });
});

test('without flags: loopback, /metrics, no protection', () => {
  expect(read()).toEqual({
    addresses: [{ host: '127.0.0.1', port: 9292, text: '127.0.0.1:9292' }],
    telemetryPath: '/metrics',
    healthWithoutAuth: false,
    limits: { connections: 4096 },
  });
});

test('several addresses replace the default', () => {
  const { addresses } = read('--web.listen-address', ':1', '--web.listen-address=[::1]:2');
  expect(addresses.map(({ text }) => text)).toEqual([':1', '[::1]:2']);
});

test.each(['metrics', '/-/ready', '/a?b', '/a b', ''])('telemetry path %j is refused', (path) => {
  expect(problemsOf(() => read(`--web.telemetry-path=${path}`))).toEqual([
    expect.stringContaining('must be a path such as /metrics'),
  ]);
});

test('the problems of all flags come at once', () => {
  const file = resolve(import.meta.dirname, '../../fixtures/web/versions-crossed.bad.yml');
  expect(
    problemsOf(() => read('--web.listen-address=1', '--web.telemetry-path=x', `--web.config.file=${file}`)),
  ).toEqual([
    expect.stringContaining('--web.listen-address 1:'),
    expect.stringContaining('--web.telemetry-path x:'),
    expect.stringContaining(`${file}:5:16: tls_server_config.min_version`),
  ]);
});

test.each([
  ['a certificate that is none', { cert: 'rubbish', key: 'rubbish' }, 'the certificate: holds no certificate in PEM'],
  ['an empty certificate file', { cert_file: 'empty.pem', key: 'rubbish' }, 'empty.pem: holds no certificate in PEM'],
])('%s is found before anything is served', (_, tls, problem) => {
  const dir = tempDir();
  const file = join(dir, 'web.yml');
  writeFileSync(join(dir, 'empty.pem'), '');
  writeFileSync(file, JSON.stringify({ tls_server_config: tls }));
  const problems = problemsOf(() => read(`--web.config.file=${file}`));
  expect(problems).toEqual([expect.stringMatching(/web\.yml: tls_server_config: .*cannot be used: /)]);
  expect(problems[0]).toContain(problem);
});

test('a web configuration that is not there', () => {
  expect(problemsOf(() => read('--web.config.file=/nowhere/web.yml'))).toEqual([
    expect.stringMatching(/^--web\.config\.file \/nowhere\/web\.yml: cannot be read: ENOENT/),
  ]);
});
