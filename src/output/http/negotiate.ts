// Reads the two request headers that decide the form of an answer. Pure: header text in, verdict out.

/** Weight per lower-case name, 0 to 1, of a header such as `gzip, br;q=0.5`; parameters other than q are left aside. */
function weights(header: string): Map<string, number> {
  const result = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    const quality = parameters.find((word) => word.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    // The same name may come several times, with different versions: the best of them counts.
    if (name !== '' && weight >= 0) result.set(name, Math.max(weight, result.get(name) ?? 0));
  }
  return result;
}

/** @param acceptEncoding the header; absent means "as it is" to us, since that costs nothing */
export function wantsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  const encodings = weights(acceptEncoding);
  const gzip = encodings.get('gzip') ?? 0;
  return gzip > 0 && gzip >= (encodings.get('identity') ?? 0);
}

const OPEN_METRICS = 'application/openmetrics-text';

/** @returns true only when OpenMetrics is named and the client likes it no less than plain text */
export function wantsOpenMetrics(accept: string | undefined): boolean {
  if (accept === undefined || !accept.toLowerCase().includes(OPEN_METRICS)) return false;
  const types = weights(accept);
  const open = types.get(OPEN_METRICS) ?? 0;
  return open > 0 && open >= (types.get('text/plain') ?? 0);
}
