// Checks the other textfiles of the folder for families of the exporter: node-exporter drops a family that two files describe
// differently, and fails as a whole when two files have the same series.
import { parseHeads, parseSamples, type FamilyHead, type Sample } from '../../exposition/parse.ts';
import { fail, ok, warn, type Check, type Finding } from '../finding.ts';

const MOST_NAMES = 3;
const FIX =
  'If an older script left <path> there, remove the file and stop the script; otherwise move one of the two files to another folder.';

const MESSAGES = {
  sameSeries: fail(
    '<path> has the same series as the textfile: <names>: node-exporter answers with an error, or drops one of them',
    FIX,
  ),
  otherHelp: fail(
    '<path> describes families of the textfile with another HELP or TYPE: <names>: node-exporter drops the second description',
    FIX,
  ),
  sameFamilies: warn('<path> has families of the textfile: <names>', FIX),
  none: ok('other files in the folder: <count>, none with a family of the textfile'),
};

export const otherTextfilesCheck: Check = {
  id: 'other-textfiles',
  looksAt: 'The other .prom files in the folder of the textfile.',
  messages: MESSAGES,
  run: ({ textfile }) => {
    if (textfile === undefined || textfile.error !== undefined) return [];
    const heads = parseHeads(textfile.text);
    const series = new Set([...parseSamples(textfile.text)].map(identityOf));
    const findings = textfile.others.flatMap(({ path, text }) =>
      text === undefined ? [] : compare(path, text, heads, series),
    );
    return findings.length > 0 ? findings : [MESSAGES.none({ count: textfile.others.length })];
  },
};

function compare(
  path: string,
  text: string,
  ownHeads: ReadonlyMap<string, FamilyHead>,
  ownSeries: ReadonlySet<string>,
): Finding[] {
  const heads = parseHeads(text);
  const shared = [...heads.keys()].filter((name) => ownHeads.has(name));
  if (shared.length === 0) return [];
  const same = [...parseSamples(text)].map(identityOf).filter((series) => ownSeries.has(series));
  if (same.length > 0) return [MESSAGES.sameSeries({ path, names: few(same) })];
  const different = shared.filter((name) => {
    const [own, other] = [ownHeads.get(name), heads.get(name)];
    return own?.help !== other?.help || own?.type !== other?.type;
  });
  if (different.length > 0) return [MESSAGES.otherHelp({ path, names: few(different) })];
  return [MESSAGES.sameFamilies({ path, names: few(shared) })];
}

/** Equal for equal series in any order of the labels. */
function identityOf({ name, labels }: Sample): string {
  const pairs = [...labels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}="${value}"`);
  return `${name}{${pairs.join(',')}}`;
}

function few(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
