// Other textfiles in the folder that have families of ours: node-exporter drops what two files describe differently, and one that
// two files write with the same series makes the whole page fail.
import { readHeads, readSamples, type Head } from '../facts/samples.ts';
import { fail, ok, warn, type Check, type Finding } from '../finding.ts';

const MOST_NAMES = 3;

export const families: Check = {
  name: 'other textfiles',
  run: ({ textfile }) => {
    if (textfile === undefined || textfile.error !== undefined) return [];
    const own = readHeads(textfile.text);
    const series = new Set(readSamples(textfile.text).map(identity));
    const findings = textfile.others.flatMap(({ path, text }) =>
      text === undefined ? [] : compare(path, text, own, series),
    );
    return findings.length > 0 ? findings : [ok(`${textfile.others.length} of them, and none has a family of ours`)];
  },
};

function compare(path: string, text: string, own: ReadonlyMap<string, Head>, series: ReadonlySet<string>): Finding[] {
  const heads = readHeads(text);
  const shared = [...heads.keys()].filter((name) => own.has(name));
  if (shared.length === 0) return [];
  const twice = readSamples(text)
    .map(identity)
    .filter((one) => series.has(one));
  const fix = `Remove ${path} if an older script left it there, and stop what writes it; or move one of the two to a folder of its own.`;
  if (twice.length > 0)
    return [
      fail(
        `${path} has the same series as ours: ${few(twice)}: node-exporter answers with an error, or drops one`,
        fix,
      ),
    ];
  const differing = shared.filter(
    (name) => heads.get(name)?.help !== own.get(name)?.help || heads.get(name)?.type !== own.get(name)?.type,
  );
  if (differing.length > 0)
    return [
      fail(
        `${path} describes families of ours with another HELP or TYPE: ${few(differing)}: node-exporter drops what comes second`,
        fix,
      ),
    ];
  return [warn(`${path} has families of ours: ${few(shared)}`, fix)];
}

function identity({ name, labels }: ReturnType<typeof readSamples>[number]): string {
  const pairs = [...labels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}="${value}"`);
  return `${name}{${pairs.join(',')}}`;
}

function few(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
