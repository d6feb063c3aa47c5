// Batches of impstats as a test wants them: small, bracketed, each with its number in it.

const PREFIX = 'Fri Nov 20 15:55:31 2026: ';

/** The lines of one batch, as log.file has them, with @SEQ@ where its number belongs. */
export const BATCH_TEMPLATE = [
  'BEGIN',
  '{ "name": "global", "origin": "dynstats", "values": { } }',
  '{ "name": "numbered", "origin": "core.action", "processed": @SEQ@0, "failed": 0, "seq": @SEQ@ }',
  '{ "name": "main Q", "origin": "core.queue", "size": 1, "enqueued": 4, "full": 0, "maxqsize": 2 }',
  '{ "name": "resource-usage", "origin": "impstats", "utime": @SEQ@7, "stime": @SEQ@, "maxrss": 9000 }',
  'END',
]
  .map((line) => `${PREFIX}${line}\n`)
  .join('');

export const LINES_PER_BATCH = BATCH_TEMPLATE.split('\n').length - 1;

/** @param seq becomes the counter `seq` of the action "numbered" */
export function batchText(seq: number): string {
  return BATCH_TEMPLATE.replaceAll('@SEQ@', String(seq));
}

/** @returns batches with the numbers from `first` to `last` */
export function batchTexts(first: number, last: number): string {
  return numbers(first, last).map(batchText).join('');
}

export function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
