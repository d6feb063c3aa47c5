// _sender_stat, which counts the messages of one sender. rsyslog prints the sender's name unescaped in every format (all
// versions), so its line needs a pattern per format instead of the format's own parser.
import { parseInteger } from '../number.ts';
import type { Scan } from '../json/scanner.ts';

/**
 * @param pattern sticky; captures the sender and the number of its messages
 * @returns undefined when the line does not match at the offset
 */
export function parseSender(pattern: RegExp, line: string, offset: number): Scan | undefined {
  pattern.lastIndex = offset;
  const [, sender = '', digits = ''] = pattern.exec(line) ?? [];
  const messages = digits === '' ? undefined : parseInteger(digits);
  if (messages === undefined) return undefined;
  const shape = { name: '_sender_stat', origin: 'impstats', nested: false, sender, keys: ['messages'] };
  return { items: [{ kind: 'object', shape, values: [messages] }], spans: [] };
}
