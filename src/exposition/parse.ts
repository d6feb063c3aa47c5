// Reads samples back from the Prometheus text format. Comments and lines that are no samples are skipped; values stay text,
// so that integers keep all their digits.

export interface Sample {
  readonly name: string;
  /** name and labels as they stand in the text */
  readonly series: string;
  /** unescaped, in the order of the text */
  readonly labels: ReadonlyMap<string, string>;
  readonly value: string;
}

const SAMPLE =
  /^(?<series>(?<name>[A-Za-z_:][\w:]*)(?:\{(?<labels>[^"}]*(?:"[^"\\]*(?:\\.[^"\\]*)*"[^"}]*)*)\})?)\s+(?<value>\S+)/;
const LABEL = /([A-Za-z_]\w*)="([^"\\]*(?:\\.[^"\\]*)*)"/g;

/** @param text of an exposition, whole or in part; a timestamp behind a value is ignored */
export function* parseSamples(text: string): Generator<Sample> {
  for (const line of text.split('\n')) {
    const { series, name, labels = '', value } = SAMPLE.exec(line)?.groups ?? {};
    if (series === undefined || name === undefined || value === undefined) continue;
    yield { name, series, labels: parseLabels(labels), value };
  }
}

function parseLabels(text: string): Map<string, string> {
  return new Map(Array.from(text.matchAll(LABEL), ([, name = '', value = '']) => [name, unescapeLabel(value)]));
}

/** @param text of a label's value, as it stands between the quotes */
export function unescapeLabel(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
