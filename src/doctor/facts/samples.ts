// Reads an exposition as far as the doctor needs it: samples, and the HELP and TYPE of families. What does not look like either
// is passed over: node-exporter is asked what it thinks of the file.

export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

export interface Head {
  readonly help?: string;
  readonly type?: string;
}

const SAMPLE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

export function readSamples(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, key = '', raw = '']) => [key, unescape(raw)] as const);
    return [{ name, labels: new Map(pairs), value: Number(value.replace('Inf', 'Infinity')) }];
  });
}

/** Families by name; those without HELP and TYPE are known by their samples. */
export function readHeads(text: string): Map<string, Head> {
  const heads = new Map<string, Head>();
  for (const line of text.split('\n')) {
    const [, keyword, name, rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) heads.set(name, { ...heads.get(name), [keyword === 'HELP' ? 'help' : 'type']: rest });
    const bare = line.startsWith('#') ? undefined : SAMPLE.exec(line)?.[1];
    if (bare !== undefined && !heads.has(bare)) heads.set(bare, {});
  }
  return heads;
}

const unescape = (text: string): string => text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
