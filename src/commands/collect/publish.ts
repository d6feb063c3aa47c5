// A textfile that holds the exposition: what `textfile` is for, and where `serve` keeps its sums.
import { createPage } from '../../exposition/page.ts';
import { TEXT } from '../../exposition/render.ts';
import { readSums } from '../../exposition/restore.ts';
import type { SelfState } from '../../exposition/self-metrics.ts';
import type { Log } from '../../log.ts';
import type { Restored } from '../../series/restored.ts';
import { createTextfile, readTextfile, type Textfile, type TextfileResults } from '../../output/textfile.ts';

/** @returns what an earlier run left in the file, so that its sums go on; nothing when there is no such file */
export async function restoreFrom(file: string): Promise<Restored> {
  return readSums((await readTextfile(file)) ?? '');
}

/** @param results is counted up after each attempt to write */
export function publishTo(file: string, self: SelfState, results: TextfileResults, log: Log): Textfile {
  const page = createPage(self);
  const render = async (): Promise<Buffer> => (await page(TEXT)).body;
  const textfile = createTextfile(file, render, results, ({ message }) => {
    log.error('cannot write the textfile; the old one stays', { file, error: message });
  });
  // An input may have brought an emission while the others were being opened.
  if (self.counts.lines > 0) textfile.request();
  return textfile;
}
