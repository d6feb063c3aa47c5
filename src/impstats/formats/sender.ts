// _sender_stat, which counts the messages of one sender. rsyslog prints the sender's name unescaped in every format (all
// versions), so what stands before and behind the name is recognised, and anything else is the name.
import { parseInteger } from '../number.ts';
import type { Scan } from '../json/scanner.ts';

export interface SenderPattern {
  /** begins with `^`; what stands before the sender */
  readonly before: RegExp;
  /** ends with `$`; what stands behind the sender; captures the number of its messages */
  readonly behind: RegExp;
}

/** On longer text, the stack of a regular expression overflows; rsyslog writes less than half as much. */
const MAX_CHARS = 256;

/** @returns undefined when the line does not match at the offset */
export function parseSender({ before, behind }: SenderPattern, line: string, offset: number): Scan | undefined {
  const found = before.exec(line.slice(offset, offset + MAX_CHARS));
  if (!found) return undefined;
  const start = offset + found[0].length;
  const end = line.trimEnd().length;
  const from = Math.max(start, end - MAX_CHARS);
  const tail = behind.exec(line.slice(from, end));
  const messages = tail?.[1] === undefined ? undefined : parseInteger(tail[1]);
  if (!tail || messages === undefined) return undefined;
  const sender = line.slice(start, from + tail.index);
  const shape = { name: '_sender_stat', origin: 'impstats', nested: false, sender, keys: ['messages'] };
  return { items: [{ kind: 'object', shape, values: [messages] }], spans: [] };
}
