// Bytes to lines: any chunking gives the same lines.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineSplitter } from '../../src/impstats/line-splitter.ts';

interface Line {
  readonly text: string;
  readonly tooLong: boolean;
}

const LIMIT = 8;

/** One buffer is used again for every chunk, as sockets do it, so nothing may be kept of it. */
function split(chunks: readonly Uint8Array[], limit = LIMIT): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter(limit, (bytes, start, end, tooLong) => {
    lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString('latin1'), tooLong });
  });
  const shared = Buffer.alloc(Math.max(1, ...chunks.map((chunk) => chunk.length)));
  for (const chunk of chunks) {
    shared.fill(0x2a).set(chunk);
    splitter.push(shared.subarray(0, chunk.length));
  }
  splitter.end();
  return lines;
}

const lines = (...texts: string[]): Line[] => texts.map((text) => ({ text, tooLong: false }));
const cut = (text: string): Line => ({ text, tooLong: true });

const ROWS: readonly (readonly [sentence: string, input: string, expected: readonly Line[]])[] = [
  ['lines end in LF', 'a\nbc\n', lines('a', 'bc')],
  ['or in CR LF, which is no part of them', 'a\r\nbc\r\n', lines('a', 'bc')],
  ['a CR elsewhere is a part of its line', '\ra\r\rb\n', lines('\ra\r\rb')],
  ['only one CR goes', 'a\r\r\n', lines('a\r')],
  ['empty lines are lines', '\n\r\n\n', lines('', '', '')],
  ['what the end of input leaves is a line', 'a\nbc', lines('a', 'bc')],
  ['nothing is no line', '', []],
  ['a line as long as the limit is whole', '12345678\n12345678\r\n', lines('12345678', '12345678')],
  ['a longer one is cut there, and the next one is not harmed', '123456789\nab\n', [cut('12345678'), ...lines('ab')]],
  ['a much longer one as well', `${'x'.repeat(50)}\r\nab`, [cut('xxxxxxxx'), ...lines('ab')]],
  ['a CR at the limit in front of more text', '12345678\rx\n', [cut('12345678')]],
  ['a long line at the end of input', '123456789', [cut('12345678')]],
];

describe('splitting', () => {
  test.each(ROWS)('%s', (_, input, expected) => {
    const bytes = Buffer.from(input, 'latin1');
    expect(split([bytes])).toEqual(expected);
    expect(split([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  test('any chunking gives the same lines', () => {
    const byte = fc.constantFrom(0x0a, 0x0a, 0x0d, 0x61, 0x62, 0xc3, 0xa9, 0x00);
    const input = fc.array(byte, { maxLength: 60 });
    const sizes = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(input, sizes, (bytes, cuts) => {
        const whole = Uint8Array.from(bytes);
        let at = 0;
        const chunks = [...cuts, whole.length].map((size) => whole.subarray(at, (at += size)));
        expect(split(chunks)).toEqual(split([whole]));
      }),
      { numRuns: 5_000 },
    );
  });

  test('a reset forgets the unfinished line, however long it is', () => {
    const seen: string[] = [];
    const splitter = new LineSplitter(LIMIT, (bytes, start, end) => {
      seen.push(Buffer.from(bytes.subarray(start, end)).toString());
    });
    for (const unfinished of ['abc', 'x'.repeat(50)]) {
      splitter.push(Buffer.from(unfinished));
      splitter.reset();
      expect(splitter.pending).toBe(0);
    }
    splitter.push(Buffer.from('d\n'));
    splitter.end();
    expect(seen).toEqual(['d']);
  });

  test('holds no more of a line without an end than the limit', () => {
    const splitter = new LineSplitter(1000, () => {});
    for (let i = 0; i < 100; i++) splitter.push(Buffer.alloc(100, 0x61));
    expect(splitter.pending).toBeLessThanOrEqual(1001);
  });
});
