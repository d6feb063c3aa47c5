// A small strict reader of the Prometheus text format 0.0.4, independent of the code under test. It refuses what a real
// Prometheus or node-exporter would refuse or drop, and also timestamps, which this product never writes.

export interface Sample {
  readonly name: string;
  /** in the order of the text */
  readonly labels: ReadonlyMap<string, string>;
  /** as written: a number would lose digits */
  readonly value: string;
}

export interface Family {
  readonly name: string;
  readonly type: string | undefined;
  readonly help: string | undefined;
  readonly samples: readonly Sample[];
}

interface Draft extends Family {
  type: string | undefined;
  help: string | undefined;
  readonly samples: Sample[];
}

const METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/;
const VALUE = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)$/;
const TYPES = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);

/**
 * @returns families by name, in the order of the text
 * @throws Error with the line's number and text
 */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line does not end with a newline');
  const families = new Map<string, Draft>();
  const seen = new Set<string>();
  let current: string | undefined;
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    try {
      if (line === '' || (line.startsWith('#') && !/^# (HELP|TYPE) /.test(line))) continue;
      const name = line.startsWith('# ') ? comment(line, families) : sample(line, families, seen);
      if (name !== current && current !== undefined && (families.get(name)?.samples.length ?? 0) > 1) {
        throw new Error(`the samples of ${name} are not in one group`);
      }
      current = name;
    } catch (error) {
      throw new Error(`line ${index + 1}: ${(error as Error).message}: ${line}`, { cause: error });
    }
  }
  return families;
}

function familyOf(name: string, families: Map<string, Draft>): Draft {
  const known = families.get(name);
  if (known !== undefined) return known;
  const created: Draft = { name, type: undefined, help: undefined, samples: [] };
  families.set(name, created);
  return created;
}

function comment(line: string, families: Map<string, Draft>): string {
  const match = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line);
  if (match === null) throw new Error('a bad comment');
  const [, keyword, name, rest] = match as unknown as [string, 'HELP' | 'TYPE', string, string];
  const family = familyOf(name, families);
  const key = keyword === 'HELP' ? 'help' : 'type';
  if (family[key] !== undefined) throw new Error(`a second ${keyword}`);
  if (family.samples.length > 0) throw new Error(`${keyword} after samples`);
  if (keyword === 'TYPE' && !TYPES.has(rest)) throw new Error(`unknown type ${rest}`);
  family[key] = keyword === 'HELP' ? unescape(rest, /\\(.?)/g, '\\n') : rest;
  return name;
}

function sample(line: string, families: Map<string, Draft>, seen: Set<string>): string {
  const name = METRIC.exec(line)?.[0];
  if (name === undefined) throw new Error('no metric name');
  const { labels, rest } = labelsOf(line.slice(name.length));
  if (!rest.startsWith(' ')) throw new Error('no space before the value');
  const words = rest.trimStart().split(/\s+/);
  const [value] = words;
  if (words.length > 1) throw new Error('a timestamp, or text after the value');
  if (value === undefined || !VALUE.test(value)) throw new Error('not a number');
  const identity = JSON.stringify([name, ...[...labels].sort(([a], [b]) => (a < b ? -1 : 1))]);
  if (seen.has(identity)) throw new Error('the same series twice');
  seen.add(identity);
  const family = familyOf(baseName(name, families), families);
  const isValueOfSummary = family.type === 'summary' && name === family.name;
  if (isValueOfSummary !== labels.has('quantile')) throw new Error('quantile is the label of the values of summaries');
  family.samples.push({ name, labels, value });
  return family.name;
}

/** A histogram's or summary's samples carry suffixes. */
function baseName(name: string, families: ReadonlyMap<string, Draft>): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  const type = families.get(base)?.type;
  return type === 'histogram' || (type === 'summary' && !name.endsWith('_bucket')) ? base : name;
}

function labelsOf(text: string): { labels: Map<string, string>; rest: string } {
  const labels = new Map<string, string>();
  if (!text.startsWith('{')) return { labels, rest: text };
  let rest = text.slice(1);
  while (!rest.startsWith('}')) {
    const match = LABEL.exec(rest);
    if (match === null) throw new Error(`a bad label at ${rest}`);
    const [whole, key, raw] = match as unknown as [string, string, string];
    if (labels.has(key)) throw new Error(`label ${key} twice`);
    labels.set(key, unescape(raw, /\\(.)/g, '\\n"'));
    rest = rest.slice(whole.length);
    if (rest.startsWith(',')) rest = rest.slice(1);
    else if (!rest.startsWith('}')) throw new Error(`no comma at ${rest}`);
  }
  return { labels, rest: rest.slice(1) };
}

function unescape(text: string, pattern: RegExp, allowed: string): string {
  return text.replaceAll(pattern, (_, character: string) => {
    if (character === '' || !allowed.includes(character)) throw new Error(`bad escape \\${character}`);
    return character === 'n' ? '\n' : character;
  });
}
