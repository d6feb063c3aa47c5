import { expect, test } from 'vitest';
import { cannotListen, parseListenAddress } from '../../src/flags/listen-address.ts';
import { problemsOf } from './reading.ts';

test.each([
  ['127.0.0.1:9292', '127.0.0.1', 9292],
  [':9292', undefined, 9292],
  ['[::1]:9292', '::1', 9292],
  ['[fe80::1%eth0]:80', 'fe80::1%eth0', 80],
  ['localhost:0', 'localhost', 0],
  ['127.0.0.1:65535', '127.0.0.1', 65_535],
])('%s', (text, host, port) => expect(parseListenAddress(text)).toEqual({ host, port, text }));

const FORM = 'the address must be HOST:PORT, as in 127.0.0.1:5140, [::1]:5140 or :5140';
const PORT = 'the port must be a number from 0 to 65535';

test.each([
  ['', FORM],
  ['9292', FORM],
  ['127.0.0.1', FORM],
  ['::1:9292', FORM],
  ['[::1]', FORM],
  ['[127.0.0.1]:9292', FORM],
  ['[localhost]:9292', FORM],
  ['127.0.0.1:http', FORM],
  ['127.0.0.1:-1', FORM],
  ['http://127.0.0.1:9292', FORM],
  ['a b:1', FORM],
  ['127.0.0.1:65536', PORT],
  ['127.0.0.1:80000', PORT],
  ['127.0.0.1:99999999999', PORT],
])('%j is refused', (text, problem) => {
  expect(problemsOf(() => parseListenAddress(text))).toEqual([problem]);
});

test.each([
  [{ code: 'EADDRINUSE' }, 'another program listens there already'],
  [{ code: 'EACCES', port: 80 }, 'not permitted; ports below 1024 need privileges'],
  [{ code: 'EACCES' }, 'not permitted'],
  [{ code: 'EOTHER', message: 'as the system says it' }, 'as the system says it'],
])('why nothing can listen: %o', (cause, reason) => {
  expect(cannotListen('--input tcp://:80', cause).problems).toEqual([`--input tcp://:80: cannot listen: ${reason}`]);
});
