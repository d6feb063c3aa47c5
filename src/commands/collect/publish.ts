// A textfile that holds the exposition: the product of `textfile`, and where `serve` keeps its sums.
import { TEXT } from '../../exposition/render.ts';
import type { RenderPage } from '../../exposition/page.ts';
import { readSums } from '../../exposition/restore.ts';
import { UsageError } from '../../io.ts';
import type { Log } from '../../log.ts';
import { readRegularFile } from '../../output/replace-file.ts';
import { Textfile } from '../../output/textfile.ts';
import type { Restored } from '../../series/restored.ts';

/** A sample or its metadata, as this exporter, an older one or a script in its place writes them. */
const OWN_SERIES = /^(?:# (?:HELP|TYPE) )?rsyslog_/m;

/**
 * @returns what an earlier run left in the file, so that its sums continue; nothing when there is no such file
 * @throws UsageError when the file cannot be read, since its sums would be lost with the first write; and when it has other content,
 *   which would be lost as well
 */
export async function restoreFrom(file: string): Promise<Restored> {
  const text = (await read(file)) ?? '';
  if (text.trim() !== '' && !OWN_SERIES.test(text))
    throw new UsageError(`${file} has no series of rsyslog and would be replaced: remove it, or name another file`);
  return readSums(text);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readRegularFile(file))?.toString();
  } catch (cause) {
    throw new UsageError(`cannot read the sums in ${file}: ${(cause as Error).message}`, { cause });
  }
}

/** @returns a textfile that logs failed writes; nothing is written yet */
export function createTextfile(file: string, log: Log): Textfile {
  return new Textfile(file, ({ message }) => {
    log.error('cannot write the textfile; the old one remains', { file, error: message });
  });
}

export function requestPage(textfile: Textfile, page: RenderPage): void {
  textfile.request(async () => (await page(TEXT)).body);
}
