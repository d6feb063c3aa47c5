import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/io.ts';
import { openInput } from '../../src/input/index.ts';
import type { InputContext } from '../../src/input/input.ts';
import { addInputFlags, readInputFlags, type InputFlags } from '../../src/input/flags.ts';
import { DEFAULT_INPUT_OPTIONS } from '../../src/input/options.ts';

const read = (...argv: string[]) =>
  readInputFlags(addInputFlags(new Command()).parse(argv, { from: 'user' }).opts<InputFlags>());

function problemsOf(...argv: string[]): readonly string[] {
  try {
    read(...argv);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

test('without flags: standard input, and nothing is touched', () => {
  expect(read()).toEqual({ urls: ['-'], options: DEFAULT_INPUT_OPTIONS });
});

test('all flags', () => {
  const argv = ['--input=file:/a', '--input=udp://:1', '--file.truncate-above=10MiB', '--udp.allow=192.0.2.0/24'];
  const more = ['--udp.allow=::1', '--tcp.max-connections=7', '--tcp.idle-timeout=1h30m', '--unix.mode=0600'];
  expect(read(...argv, ...more)).toEqual({
    urls: ['file:/a', 'udp://:1'],
    options: {
      ...DEFAULT_INPUT_OPTIONS,
      fileTruncateAboveBytes: 10 * 1024 * 1024,
      udpAllow: ['192.0.2.0/24', '::1'],
      tcpMaxConnections: 7,
      tcpIdleMs: 5_400_000,
      unixMode: 0o600,
    },
  });
});

test('the defaults that --help tells are those that hold', () => {
  const help = addInputFlags(new Command()).helpInformation().replaceAll(/\s+/g, ' ');
  for (const text of ['(default: -)', '(default: everybody)', '(default: 1000)', '(default: 2h)', '(default: 0660)']) {
    expect(help).toContain(text);
  }
  expect(read('--tcp.max-connections=1000', '--tcp.idle-timeout=2h', '--unix.mode=0660')).toEqual(read());
});

describe('refused', () => {
  test.each([
    ['--udp.allow=192.0.2.0/33', 'must be an address or a block'],
    ['--udp.allow=::/129', 'must be an address or a block'],
    ['--udp.allow=localhost', 'must be an address or a block'],
    ['--udp.allow=192.0.2', 'must be an address or a block'],
    ['--tcp.max-connections=0', 'at least 1'],
    ['--tcp.idle-timeout=10', 'a duration looks like'],
    ['--tcp.idle-timeout=25d', 'at most 24d'],
    ['--file.truncate-above=10MB', 'a size looks like'],
    ['--unix.mode=888', 'octal mode'],
  ])('%s', (flag, message) => {
    expect(problemsOf(flag)).toEqual([expect.stringContaining(message)]);
  });

  test('all at once, the same input twice among them', () => {
    const argv = ['--input=-', '--input=-', '--udp.allow=x', '--unix.mode=x'];
    expect(problemsOf(...argv)).toEqual([
      expect.stringContaining('--udp.allow x'),
      expect.stringContaining('--unix.mode x'),
      '--input -: is given twice',
    ]);
  });
});

test.each(['ftp://x', 'stdin', '', 'constructor:x', '/var/log/stats.log'])('no such input: %j', async (url) => {
  await expect(openInput(url, {} as InputContext)).rejects.toThrow(
    `--input ${url}: unknown kind of input; known are -, file:PATH, udp://HOST:PORT, tcp://HOST:PORT, unix:PATH`,
  );
});
