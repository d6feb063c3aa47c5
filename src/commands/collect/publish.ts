// A textfile that holds the exposition: the product of `textfile`, and where `serve` keeps its sums.
import { TEXT } from '../../exposition/render.ts';
import type { RenderPage } from '../../exposition/page.ts';
import { readSums } from '../../exposition/restore.ts';
import type { Log } from '../../log.ts';
import { readTextfile, Textfile } from '../../output/textfile.ts';
import type { Restored } from '../../series/restored.ts';

/** @returns what an earlier run left in the file, so that its sums continue; nothing when there is no such file */
export async function restoreFrom(file: string): Promise<Restored> {
  return readSums((await readTextfile(file)) ?? '');
}

/** @returns a textfile that logs failed writes; nothing is written yet */
export function createTextfile(file: string, log: Log): Textfile {
  return new Textfile(file, ({ message }) => {
    log.error('cannot write the textfile; the old one stays', { file, error: message });
  });
}

export function requestPage(textfile: Textfile, page: RenderPage): void {
  textfile.request(async () => (await page(TEXT)).body);
}
