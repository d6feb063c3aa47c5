// Where to begin in a statistics file that was there before us: at its last whole emission, found from the end, because the
// file may be of any size. It looks, and neither reads on nor reports.
import { LineParser } from '../../impstats/parser.ts';
import type { Item } from '../../impstats/record.ts';
import type { FollowedFile } from './open-file.ts';

/** What is looked at first; a normal emission has some ten KiB. */
const FIRST_BYTES = 4 * 1024 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;

const LF = 0x0a;

/** @returns offset of the line with which the last whole emission begins; else of the earliest line that is looked at */
export function findStart(file: FollowedFile): number {
  const size = Number(file.stat().size);
  for (let length = FIRST_BYTES; ; length *= 4) {
    const from = Math.max(0, size - Math.min(length, MOST_BYTES));
    const tail = file.peek(from, size - from);
    const start = startOfLast(tail);
    if (start !== undefined) return from + start;
    // The first line may have been cut by our own looking.
    if (from === 0) return 0;
    if (length >= MOST_BYTES) return from + tail.indexOf(LF) + 1;
  }
}

function startOfLast(tail: Buffer): number | undefined {
  const end = lastLine(tail, 'END', tail.length, ({ kind }) => kind === 'end');
  if (end !== undefined) return lastLine(tail, 'BEGIN', end, ({ kind }) => kind === 'begin');
  if (lastLine(tail, 'BEGIN', tail.length, ({ kind }) => kind === 'begin') !== undefined) return undefined;
  // Without brackets: rsyslog's list of statistics objects starts with those of dynstats, since the core itself makes them.
  return lastLine(tail, 'dynstats', tail.length, (item) => {
    return item.kind === 'object' && item.shape.name === 'global' && item.shape.origin === 'dynstats';
  });
}

/** @returns offset of the last finished line in front of `before` that holds `word` and parses to what is wanted */
function lastLine(bytes: Buffer, word: string, before: number, isWanted: (item: Item) => boolean): number | undefined {
  const parser = new LineParser();
  for (let at = bytes.lastIndexOf(word, before); at >= 0;) {
    const start = bytes.lastIndexOf(LF, at) + 1;
    const end = bytes.indexOf(LF, at);
    if (end >= 0 && parser.parse(bytes, start, end).items.some(isWanted)) return start;
    if (start === 0) return undefined;
    at = bytes.lastIndexOf(word, start - 1);
  }
  return undefined;
}
