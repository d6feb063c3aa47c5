import { expect, test } from 'vitest';
import { parseInputUrl } from '../../src/input/url.ts';
import { problemsOf } from '../flags/reading.ts';

const address = (host: string, port: number, text: string) => ({ host, port, text });

test.each([
  ['-', { scheme: '-' }],
  ['file:/var/log/stats.log', { scheme: 'file', path: '/var/log/stats.log' }],
  ['file:stats: odd.log', { scheme: 'file', path: 'stats: odd.log' }],
  ['unix:/run/x.sock', { scheme: 'unix', path: '/run/x.sock' }],
  ['udp://127.0.0.1:5140', { scheme: 'udp', address: address('127.0.0.1', 5140, '127.0.0.1:5140') }],
  ['tcp://[::1]:0', { scheme: 'tcp', address: address('::1', 0, '[::1]:0') }],
  ['tcp://:5140', { scheme: 'tcp', address: address('127.0.0.1', 5140, ':5140') }],
])('%s', (text, expected) => expect(parseInputUrl(text)).toEqual({ ...expected, text }));

const FORMS = 'must be one of -, file:PATH, udp://HOST:PORT, tcp://HOST:PORT, unix:PATH';

test.each([
  ['ftp://x', FORMS],
  ['stdin', FORMS],
  ['', FORMS],
  ['constructor:x', FORMS],
  ['/var/log/stats.log', FORMS],
  ['file:', 'needs a path, as in file:/var/log/rsyslog-stats.log'],
  ['unix:', 'needs a path, as in unix:/run/rsyslog-pstat.sock'],
  ['udp:127.0.0.1:5140', 'must be udp://HOST:PORT'],
  ['udp:', 'must be udp://HOST:PORT'],
  ['udp://h:1/path', 'the address must be HOST:PORT, as in 127.0.0.1:5140, [::1]:5140 or :5140'],
  ['tcp://127.0.0.1', 'the address must be HOST:PORT, as in 127.0.0.1:5140, [::1]:5140 or :5140'],
  ['udp://:80000', 'the port must be a number from 0 to 65535'],
])('%j is refused', (text, problem) => {
  expect(problemsOf(() => parseInputUrl(text))).toEqual([problem]);
});
