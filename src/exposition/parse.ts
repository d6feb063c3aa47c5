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
/** Tried at the start of a word only: at every letter of a long one it would take quadratic time. */
const LABEL = /(?<!\w)([A-Za-z_]\w*)="([^"\\]*(?:\\.[^"\\]*)*)"/g;

/** @param text of an exposition, whole or in part; a timestamp behind a value is ignored */
export function* parseSamples(text: string): Generator<Sample> {
  for (const line of text.split('\n')) {
    const { series, name, labels = '', value } = SAMPLE.exec(line)?.groups ?? {};
    if (series === undefined || name === undefined || value === undefined) continue;
    yield { name, series, labels: parseLabels(labels), value };
  }
}

/** @param text `name="value"` any number of times, with or without braces around them */
export function parseLabels(text: string): Map<string, string> {
  return new Map(Array.from(text.matchAll(LABEL), ([, name = '', value = '']) => [name, unescapeLabel(value)]));
}

/** @param text of a label's value, as it stands between the quotes */
export function unescapeLabel(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

/** HELP and TYPE of a family, as far as a text gives them. */
export interface FamilyHead {
  readonly help?: string;
  readonly type?: string;
}

/** @returns the families of a text by name; samples without HELP and TYPE count as a family with an empty head */
export function parseHeads(text: string): Map<string, FamilyHead> {
  const heads = new Map<string, FamilyHead>();
  for (const line of text.split('\n')) {
    const [, keyword, name, rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) heads.set(name, { ...heads.get(name), [keyword === 'HELP' ? 'help' : 'type']: rest });
  }
  for (const { name } of parseSamples(text)) if (!heads.has(name)) heads.set(name, {});
  return heads;
}
