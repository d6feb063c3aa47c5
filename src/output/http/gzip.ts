// Compresses a body once, however many clients ask for it, and off the main thread. The cheapest level: a scrape of metrics
// text shrinks to a tenth already.
import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';

const gzip = promisify(gzipCallback);
const compressed = new WeakMap<Buffer, Promise<Buffer>>();

/** Below this a compressed body still needs a packet of its own. */
export const GZIP_FROM_BYTES = 1_024;

/** @param body must not be changed afterwards: the result is kept for as long as the body lives */
export function gzipOnce(body: Buffer): Promise<Buffer> {
  const known = compressed.get(body);
  if (known !== undefined) return known;
  const result = gzip(body, { level: 1 });
  compressed.set(body, result);
  return result;
}
