import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/io.ts';
import { parseListenAddress } from '../../../src/output/http/address.ts';
import { addWebFlags, readWebFlags, type WebFlags } from '../../../src/output/web-config/flags.ts';
import { tempDir } from '../../peers/temp.ts';

const read = (...argv: string[]) =>
  readWebFlags(addWebFlags(new Command()).parse(argv, { from: 'user' }).opts<WebFlags>());

const problemsOf = (...argv: string[]): readonly string[] => {
  try {
    read(...argv);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
};

describe('listen addresses', () => {
  test.each([
    ['127.0.0.1:9292', '127.0.0.1', 9292],
    [':9292', undefined, 9292],
    ['[::1]:9292', '::1', 9292],
    ['[fe80::1%eth0]:80', 'fe80::1%eth0', 80],
    ['localhost:0', 'localhost', 0],
  ])('%s', (text, host, port) => expect(parseListenAddress(text)).toEqual({ host, port, text }));

  test.each([
    ['9292', 'must be HOST:PORT'],
    ['127.0.0.1', 'must be HOST:PORT'],
    ['::1:9292', 'must be HOST:PORT'],
    ['127.0.0.1:http', 'must be HOST:PORT'],
    ['127.0.0.1:65536', 'at most 65535'],
    ['http://127.0.0.1:9292', 'must be HOST:PORT'],
    ['vsock://:9292', 'vsock sockets are not supported'],
    ['unix:/run/x.sock', 'unix sockets are not supported'],
  ])('%s is refused', (text, message) => {
    expect(parseListenAddress(text)).toEqual({ problem: expect.stringContaining(message) });
  });
});

test('without flags: loopback, /metrics, no protection', () => {
  expect(read()).toEqual({
    addresses: [{ host: '127.0.0.1', port: 9292, text: '127.0.0.1:9292' }],
    telemetryPath: '/metrics',
  });
});

test('several addresses replace the default', () => {
  const { addresses } = read('--web.listen-address', ':1', '--web.listen-address=[::1]:2');
  expect(addresses.map(({ text }) => text)).toEqual([':1', '[::1]:2']);
});

test.each(['metrics', '/-/ready', '/a?b', '/a b', ''])('telemetry path %j is refused', (path) => {
  expect(problemsOf(`--web.telemetry-path=${path}`)).toEqual([
    expect.stringContaining('must be a path such as /metrics'),
  ]);
});

test('the problems of all flags come at once', () => {
  const file = resolve(import.meta.dirname, '../../fixtures/web/versions-crossed.bad.yml');
  expect(problemsOf('--web.listen-address=1', '--web.telemetry-path=x', `--web.config.file=${file}`)).toEqual([
    expect.stringContaining('--web.listen-address "1"'),
    expect.stringContaining('--web.telemetry-path "x"'),
    expect.stringContaining(`${file}:5:16: tls_server_config.min_version`),
  ]);
});

test('a certificate that is none is found before anything is served', () => {
  const file = join(tempDir(), 'web.yml');
  writeFileSync(file, 'tls_server_config: { cert: rubbish, key: rubbish }\n');
  expect(problemsOf(`--web.config.file=${file}`)).toEqual([
    expect.stringMatching(/web\.yml: tls_server_config: .*cannot be used: .*PEM/),
  ]);
});
