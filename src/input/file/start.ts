// Finds where to start in an existing statistics file: at its last whole batch, searched from the end, because the file may have
// any size.
import { LineParser } from '../../impstats/parser.ts';
import type { Item } from '../../impstats/record.ts';
import type { FollowedFile } from './open-file.ts';

/** Searched first; a usual batch has some ten KiB. */
const FIRST_BYTES = 4 * 1024 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;

/** Lines that are parsed in search of one, as many as the largest batch has objects: a file may consist of lines that look like it. */
const MOST_LINES = 100_000;

const LF = 0x0a;

/** @returns offset of the first line of the last whole batch; without one, of the earliest line searched */
export function findStart(file: FollowedFile): number {
  const size = Number(file.stat().size);
  for (let length = FIRST_BYTES; ; length *= 4) {
    const from = Math.max(0, size - Math.min(length, MOST_BYTES));
    const tail = file.peek(from, size - from);
    const start = startOfLast(tail);
    if (start !== undefined) return from + start;
    // The search may begin inside of a line.
    if (from === 0) return 0;
    if (length >= MOST_BYTES) return from + tail.indexOf(LF) + 1;
  }
}

function startOfLast(tail: Buffer): number | undefined {
  const end = lastLine(tail, 'END', tail.length, ({ kind }) => kind === 'end');
  if (end !== undefined) return lastLine(tail, 'BEGIN', end, ({ kind }) => kind === 'begin');
  if (lastLine(tail, 'BEGIN', tail.length, ({ kind }) => kind === 'begin') !== undefined) return undefined;
  // Without brackets: rsyslog reports dynstats first, because the core registers it.
  return lastLine(tail, 'dynstats', tail.length, (item) => {
    return item.kind === 'object' && item.shape.name === 'global' && item.shape.origin === 'dynstats';
  });
}

/** @returns offset of the last finished line before `before` that holds `word` and has a wanted item */
function lastLine(bytes: Buffer, word: string, before: number, isWanted: (item: Item) => boolean): number | undefined {
  const parser = new LineParser();
  let offset = bytes.lastIndexOf(word, before);
  for (let lines = 0; offset >= 0 && lines < MOST_LINES; lines++) {
    const start = bytes.lastIndexOf(LF, offset) + 1;
    const end = bytes.indexOf(LF, offset);
    if (end >= 0 && parser.parse(bytes, start, end).items.some(isWanted)) return start;
    if (start === 0) return undefined;
    offset = bytes.lastIndexOf(word, start - 1);
  }
  return undefined;
}
