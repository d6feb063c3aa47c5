// Text to what the parser makes of it, and what the tests expect of it, written short.
import { LineParser, type ParsedLine } from '../../src/impstats/parser.ts';
import type { Item, ObjectRecord, Shape, Value } from '../../src/impstats/record.ts';

const encoder = new TextEncoder();

/** What a line says, without the memory that it takes. */
export type Parsed = Omit<ParsedLine, 'bytes'>;

/** Parses one line with a parser that has seen no other. */
export function parseLine(line: string | Uint8Array, tooLong = false): Parsed {
  return parseWith(new LineParser(), line, tooLong);
}

/** The line stands in the middle of a larger buffer, as it does in a chunk. */
export function parseWith(parser: LineParser, line: string | Uint8Array, tooLong = false): Parsed {
  const bytes = typeof line === 'string' ? encoder.encode(line) : line;
  const buffer = new Uint8Array(bytes.length + 12).fill(0x39);
  buffer.set(bytes, 5);
  buffer[bytes.length + 5] = 0x0a;
  const { host, items } = parser.parse(buffer, 5, 5 + bytes.length, tooLong);
  return { host, items };
}

export function itemsOf(line: string | Uint8Array): readonly Item[] {
  return parseLine(line).items;
}

/** An object as it is expected, its counters as pairs. */
export function object(
  name: string,
  origin: string,
  counters: readonly (readonly [key: string, value: Value])[],
  extra: Partial<Pick<Shape, 'nested' | 'sender'>> = {},
): ObjectRecord {
  const keys = counters.map(([key]) => key);
  return {
    kind: 'object',
    shape: { name, origin, nested: false, keys, ...extra },
    values: counters.map(([, value]) => value),
  };
}

/** Rejects without their texts, which are for people. */
export function outline(items: readonly Item[]): unknown[] {
  return items.map((item) => (item.kind === 'reject' ? `${item.reason}@${item.offset}` : item));
}
