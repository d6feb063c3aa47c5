// Bytes of a connection to lines: the pieces in which they arrive change nothing.
import { LineSplitter } from '../../../src/impstats/line-splitter.ts';
import { FrameReader } from '../../../src/input/socket/framing.ts';
import { hash } from '../inputs.ts';
import { bytesOf, rule, type Target } from '../target.ts';

const MOST_LINE_BYTES = 24;
const MOST_FRAME_BYTES = 1_000;

/** @param sizes of the pieces, again and again */
function read(input: Uint8Array, sizes: readonly number[]): string {
  const lines: string[] = [];
  const splitter = new LineSplitter(MOST_LINE_BYTES, (bytes, start, end, tooLong) => {
    lines.push(`${Buffer.from(bytes.subarray(start, end)).toString('latin1')}${tooLong ? '...' : ''}`);
  });
  const stream = {
    write: (bytes: Uint8Array) => splitter.push(bytes),
    end: () => splitter.end(),
    reset: () => splitter.reset(),
    close: () => {},
  };
  const frames = new FrameReader(stream, MOST_FRAME_BYTES, (detail) => lines.push(`refused: ${detail}`));
  let isOpen = true;
  for (let from = 0, i = 0; from < input.length && isOpen; i++) {
    const to = from + (sizes[i % sizes.length] ?? 1);
    // The piece is overwritten once it was handed over, as a socket's buffer is.
    const piece = Uint8Array.from(input.subarray(from, to));
    isOpen = frames.write(piece, 0);
    piece.fill(0x21);
    from = to;
  }
  frames.end(0);
  return JSON.stringify([isOpen, lines], undefined, 1);
}

const SEEDS = [
  '<46>a\n<46>b\r\n<46>c',
  '5 <46>a6 <46>bb',
  '5 <46>a\n5 <46>b\n',
  '<46>a\n5 <46>b<46>c\n',
  '0123 a\n123456789 a\n10 queues: origin=x\n1 2026-01-01T00:00:00Z host a\n',
  `50 ${'x'.repeat(24)}\r\n${'y'.repeat(25)}\r\n`,
  '2000 <46>a',
];

export const framing: Target = {
  name: 'framing',
  seeds: () => SEEDS.map(bytesOf),
  words: ['5 <46>a', '24 ', '9999999 ', '99999999 ', '\n\n', '3 END', '1 <'],
  run: (input) => read(input, [1_024]),
  check: (input) => {
    const whole = read(input, [Math.max(1, input.length)]);
    const random = hash(input);
    for (const sizes of [[1], [2, 1, 3], [1 + (random % 7), 1 + ((random >>> 8) % 30)], [MOST_LINE_BYTES, 1]]) {
      const pieces = read(input, sizes);
      rule(
        pieces === whole,
        'lines do not depend on how the bytes arrive',
        () => `${sizes.join()}: ${pieces}, ${whole}`,
      );
    }
    // The lines without their letters: what was cut, refused and marked.
    return whole.replaceAll(/\w/g, '').slice(0, 40);
  },
};
