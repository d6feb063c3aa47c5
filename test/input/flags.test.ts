import { describe, expect, test } from 'vitest';
import { Command } from 'commander';
import { addInputFlags, readInputFlags } from '../../src/input/flags.ts';
import { DEFAULT_INPUT_OPTIONS } from '../../src/input/options.ts';
import { parseInputUrl } from '../../src/input/url.ts';
import { problemsOf, readFlags } from '../flags/reading.ts';

const read = (...argv: string[]) => readFlags(addInputFlags, readInputFlags, argv);

test('without flags: standard input, and nothing is touched', () => {
  expect(read()).toEqual({ urls: [parseInputUrl('-')], options: DEFAULT_INPUT_OPTIONS, relays: [] });
});

test('all flags', () => {
  const argv = ['--input=file:/a', '--input=udp://:1', '--file.truncate-above=10MiB', '--udp.allow=192.0.2.0/24'];
  const more = [
    '--udp.allow=::1',
    '--tcp.max-connections=7',
    '--tcp.idle-timeout=1h30m',
    '--unix.mode=0600',
    '--tcp.allow=192.0.2.1',
    '--relay=192.0.2.2',
  ];
  expect(read(...argv, ...more)).toEqual({
    urls: ['file:/a', 'udp://:1'].map(parseInputUrl),
    options: {
      ...DEFAULT_INPUT_OPTIONS,
      fileTruncateAboveBytes: 10 * 1024 * 1024,
      udpAllow: ['192.0.2.0/24', '::1'],
      tcpAllow: ['192.0.2.1'],
      tcpMaxConnections: 7,
      tcpIdleMs: 5_400_000,
      unixMode: 0o600,
    },
    relays: ['192.0.2.2'],
  });
});

test('--help shows the defaults in effect', () => {
  const help = addInputFlags(new Command()).helpInformation().replaceAll(/\s+/g, ' ');
  for (const text of ['(default: -)', '(default: all)', '(default: 1000)', '(default: 2h)', '(default: 0660)']) {
    expect(help).toContain(text);
  }
  expect(read('--tcp.max-connections=1000', '--tcp.idle-timeout=2h', '--unix.mode=0660')).toEqual(read());
});

describe('refused', () => {
  test.each([
    ['--udp.allow=192.0.2.0/33', 'must be an address or a block'],
    ['--udp.allow=::/129', 'must be an address or a block'],
    ['--udp.allow=localhost', 'must be an address or a block'],
    ['--tcp.allow=localhost', 'must be an address or a block'],
    ['--relay=localhost', 'must be an address or a block'],
    ['--udp.allow=192.0.2', 'must be an address or a block'],
    ['--tcp.max-connections=0', 'at least 1'],
    ['--tcp.idle-timeout=10', 'must be a duration'],
    ['--tcp.idle-timeout=25d', 'at most 24d'],
    ['--file.truncate-above=10MB', 'must be a size'],
    ['--unix.mode=888', 'octal mode'],
  ])('%s', (flag, message) => {
    expect(problemsOf(() => read(flag))).toEqual([expect.stringContaining(message)]);
  });

  test('all at once, the same input twice among them', () => {
    const argv = ['--input=-', '--input=tcp:1', '--input=-', '--udp.allow=x', '--unix.mode=x'];
    expect(problemsOf(() => read(...argv))).toEqual([
      '--input tcp:1: must be tcp://HOST:PORT',
      expect.stringContaining('--udp.allow x'),
      expect.stringContaining('--unix.mode x'),
      '--input -: is given twice',
    ]);
  });
});
