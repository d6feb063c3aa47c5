// The formats of impstats, each judged by an independent reading: JSON.parse for those in JSON, a count of the pairs for legacy.
// Every line that is not blank leaves a record, a mark or a reject.
import { parseHeader } from '../../../src/impstats/header.ts';
import { LineParser } from '../../../src/impstats/parser.ts';
import type { Item, ObjectRecord } from '../../../src/impstats/record.ts';
import { linesOf, recordings } from '../inputs.ts';
import { rule, textOf, type Target } from '../target.ts';

type Judge = (line: string, items: readonly Item[]) => void;

function format(name: string, judge: Judge, words: readonly string[] = []): Target {
  return {
    name,
    seeds: () => recordings(name, 4),
    words,
    run: (input) => {
      const kept = new LineParser();
      return [kept, linesOf(input).map((line) => kept.parse(line, 0, line.length))];
    },
    check: (input) => {
      const outcome = linesOf(input).map((line) => {
        const { items } = new LineParser().parse(line, 0, line.length);
        const text = textOf(line);
        // oxlint-disable-next-line no-control-regex -- NUL is taken out of a line before it counts as blank
        const isBlank = text.replaceAll(/\0/g, '').trim() === '';
        rule(isBlank || items.length > 0, 'a line leaves a record, a mark or a reject', () => JSON.stringify(text));
        const isSound = !items.some((item) => item.kind === 'reject' && /nul_bytes|invalid_utf8/.test(item.reason));
        if (isSound) judge(text, items);
        return items.map((item) => (item.kind === 'reject' ? item.reason : item.kind)).join('+');
      });
      return [...new Set(outcome)].sort().join(' ');
    },
  };
}

const isObject = (item: Item): item is ObjectRecord => item.kind === 'object';

/** A flat object of whole numbers behind a prefix without brackets: nothing in it can be misunderstood. */
const judgeJson: Judge = (line, items) => {
  const start = line.indexOf('{');
  if (start === -1 || start > 500 || /[[@"]|: origin=/.test(line.slice(0, start).replace(/@cee:\s*$/, ''))) return;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line.slice(start));
  } catch {
    return;
  }
  const { name, origin, ...others } = parsed as Record<string, unknown>;
  const { values, ...rest } = others;
  const counters = Object.entries(typeof values === 'object' && values !== null ? { ...rest, ...values } : others);
  // A key that stands twice is one for JSON.parse.
  const keys = line.slice(start).match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length;
  if (keys !== Object.keys(rest).length + (values === undefined ? 2 : 3 + Object.keys(values ?? {}).length)) return;
  if (typeof name !== 'string' || typeof origin !== 'string' || name === '_sender_stat') return;
  if (!counters.every(([key, value]) => Number.isSafeInteger(value) && key !== '__proto__')) return;
  // An unpaired surrogate becomes U+FFFD.
  const expected = new Map(counters.map(([key, value]) => [key.toWellFormed(), value]));
  const record = items.find(isObject);
  const found = new Map(record?.shape.keys.map((key, i) => [key, record.values[i]]));
  const isSame = record?.shape.name === name.toWellFormed() && record.shape.origin === origin.toWellFormed();
  rule(isSame, 'an object in JSON is read with its name and origin', () => JSON.stringify([line, items]));
  for (const [key, value] of expected)
    rule(found.get(key) === value, 'a counter in JSON is read with its value', () => JSON.stringify([line, key]));
};

/** Each `=DIGITS ` behind the origin ends a pair; one that is not taken is rejected by name. */
const judgeLegacy: Judge = (line, items) => {
  const origin = /(?<!^): origin=[^ ]* /.exec(line);
  // Without a name between the header and the origin, it is no line of legacy.
  const isNamed = parseHeader(line).end < line.indexOf(': origin=');
  if (origin === null || !isNamed || /sender=|[{[@]/.test(line)) return;
  const pairs = line.slice(origin.index + origin[0].length).match(/=-?\d+ /g) ?? [];
  const rejected = items.filter((item) => item.kind === 'reject' && item.reason === 'bad_value').length;
  const taken = items.filter(isObject).reduce((sum, { values }) => sum + values.length, 0);
  rule(taken + rejected === pairs.length, 'every complete counter of a legacy line is taken', () =>
    JSON.stringify([line, taken, rejected]),
  );
};

export const json = format('json', judgeJson);
export const cee = format('cee', judgeJson, ['@cee:', '@cee: {']);
export const jsonElasticsearch = format('json-elasticsearch', judgeJson, ['!']);
export const legacy = format('legacy', judgeLegacy, [
  ': origin=',
  '_sender_stat: sender=',
  ' messages=1',
  '=1 ',
  'dynstats.bucket',
]);
export const zabbix = format('zabbix', judgeJson, ['[{', '}]', '"timedate": "x"', '}, {']);
