// Both framings of syslog over TCP: any chunking gives the same lines.
import { array, assert, boolean, constantFrom, double, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameReader } from '../../../src/input/socket/framing.ts';

interface Read {
  readonly text: string;
  readonly problems: readonly string[];
  /** false: the connection is closed */
  readonly goesOn: boolean;
}

/** @param cuts where the bytes are cut, as shares of the whole */
function read(input: string, cuts: readonly number[] = [], maxFrameBytes = 1000): Read {
  const bytes = Buffer.from(input);
  const problems: string[] = [];
  const parts: Buffer[] = [];
  const stream = {
    write: (part: Uint8Array) => void parts.push(Buffer.from(part)),
    end: () => {},
    reset: () => {},
    close: () => {},
  };
  const frames = new FrameReader(stream, maxFrameBytes, (detail) => problems.push(detail));
  const places = [0, ...cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b), bytes.length];
  const goesOn = places.slice(1).every((to, at) => frames.write(bytes.subarray(places[at], to), 0));
  if (goesOn) frames.end(0);
  return { text: Buffer.concat(parts).toString(), problems, goesOn };
}

const counted = (...messages: readonly string[]) =>
  messages.map((message) => `${Buffer.byteLength(message)} ${message}`).join('');

const PRI = '<46>1 2026-01-01T00:00:00Z host rsyslogd-pstats - - - ';

describe('recognised', () => {
  test.each<[string, string, string]>([
    ['lines', '<46>a\n<46>b\n', '<46>a\n<46>b\n'],
    ['lines with CR LF', '<46>a\r\n<46>b\r\n', '<46>a\r\n<46>b\r\n'],
    ['lines that start with a timestamp', '2026-01-01T00:00:00Z host a\n', '2026-01-01T00:00:00Z host a\n'],
    ['lines of RFC 5424 without priority', '1 2026-01-01T00:00:00Z host a\n', '1 2026-01-01T00:00:00Z host a\n'],
    ['lines that start with a zero', '0123 a\n', '0123 a\n'],
    ['lines that start with a long number', '123456789 a\n', '123456789 a\n'],
    [
      'lines behind others that start with a number',
      'BEGIN\n10 queues: origin=x\nEND\n',
      'BEGIN\n10 queues: origin=x\nEND\n',
    ],
    ['counts', counted('<46>a', '<46>bb'), '<46>a\n<46>bb\n'],
    [
      'counts of messages without priority',
      counted('BEGIN', '{ "name": "a" }', 'END'),
      'BEGIN\n{ "name": "a" }\nEND\n',
    ],
    [
      'counts of messages that start with a timestamp',
      counted('2026-01-01T00 a', '2026-01-01T00 b'),
      '2026-01-01T00 a\n2026-01-01T00 b\n',
    ],
    ['counts bytes, not characters', counted('<46>ä€😀', '<46>b'), '<46>ä€😀\n<46>b\n'],
    ['counted messages of several lines', counted('<46>a\nb', '<46>c'), '<46>a\nb\n<46>c\n'],
    ['counted messages that end with a newline', counted('<46>a\n', '<46>b\n'), '<46>a\n<46>b\n'],
    ['counts behind newlines that are not counted', '5 <46>a\n5 <46>b\n', '<46>a\n<46>b\n'],
    ['counts behind lines', `<46>a\n${counted('<46>bb')}<46>c\n`, '<46>a\n<46>bb\n<46>c\n'],
    ['a message that is cut by the end', '50 <46>only this', '<46>only this'],
    ['a count that is cut by the end', '<46>a\n12', '<46>a\n12'],
  ])('%s', (_, input, text) => {
    expect(read(input).text).toBe(text);
    expect(
      read(
        input,
        Array.from({ length: 99 }, (_, at) => at / 99),
      ).text,
    ).toBe(text);
  });
});

test('a counted connection that sends a line: told, and the line is taken', () => {
  expect(read(`${counted('<46>a')}<46>b\n${counted('<46>c')}`)).toEqual({
    text: '<46>a\n<46>b\n<46>c\n',
    problems: [expect.stringContaining('without octet count')],
    goesOn: true,
  });
});

test('a count beyond the limit ends the connection: the start of the next frame is unknown', () => {
  expect(read(`${counted('<46>a')}1001 <46>b`)).toEqual({
    text: '<46>a\n',
    problems: [expect.stringContaining('1001 bytes')],
    goesOn: false,
  });
});

const message = string({ unit: 'grapheme', minLength: 0, maxLength: 60 }).map(
  (text) => PRI + text.replaceAll(/[\r\n]/g, ' '),
);
const cuts = array(double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

test('any messages in any chunking, in both framings at the same time', () => {
  const frames = array(record({ message, isCounted: boolean() }), { maxLength: 12 });
  assert(
    property(frames, cuts, (frames, cuts) => {
      const input = frames.map(({ message, isCounted }) => (isCounted ? counted(message) : `${message}\n`)).join('');
      const { text, goesOn } = read(input, cuts);
      expect(text).toBe(frames.map(({ message }) => `${message}\n`).join(''));
      expect(goesOn).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('any bytes do no harm, and the chunking changes nothing', () => {
  const noise = string({ unit: constantFrom('1', '3', '0', ' ', '<', '\n', 'a', '9'), maxLength: 80 });
  assert(
    property(noise, cuts, (input, cuts) => {
      expect(read(input, cuts)).toEqual(read(input));
    }),
    { numRuns: 1000 },
  );
});
