// A parser that has seen other lines must make of a line what a new one makes of it: its memory changes the speed only.
import { LineParser, type ParsedLine } from '../../../src/impstats/parser.ts';
import { hash, linesOf, recordings } from '../inputs.ts';
import { bytesOf, rule, textOf, type Target } from '../target.ts';

const SEEDS = [
  ' <46>Nov 20 15:42:30 vm rsyslogd-pstats: { "name": "a", "origin": "b", "c": 1 }\n',
  '\ufeff<46>1 2026-11-20T15:42:30Z vm rsyslogd-pstats - - - \ufeff{ "name": "a", "origin": "b", "c": 1 }\n',
  'Nov 20 15:42:30 vm rsyslogd-pstats: a: origin=b c=1 \n a: origin=b c=2 \n 12 a: origin=b c=1 \n',
  '{ "name": "_sender_stat", "origin": "impstats", "sender": "a"b", "messages": 5 }\n\0\0{ "name": "a"\n\xff\n',
];

/** Without the estimate of its memory, which is that of the first line that differed in its numbers only. */
const show = ({ items }: ParsedLine): string =>
  JSON.stringify(items, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

export const parser: Target = {
  name: 'parser',
  seeds: () => [...recordings('', 6), ...SEEDS.map(bytesOf)],
  words: [
    '<46>',
    '<46>1 2026-11-20T15:42:30Z h a p m - ',
    'Nov 20 15:42:30 vm tag: ',
    '"messages": "5"',
    '_sender_stat',
  ],
  run: (input) => {
    const kept = new LineParser();
    return [kept, linesOf(input).map((line) => kept.parse(line, 0, line.length))];
  },
  check: (input) => {
    const warm = new LineParser();
    const lines = linesOf(input);
    const seen = new Set<string>();
    // The second time, each line is expected where it comes.
    for (const line of [...lines, ...lines]) {
      const expected = new LineParser().parse(line, 0, line.length);
      const found = warm.parse(line, 0, line.length);
      rule(found.host === expected.host, 'a warm parser finds the same host', () => `${found.host}, ${expected.host}`);
      rule(
        show(found) === show(expected),
        'a warm parser reads the same items',
        () => `${show(found)}, ${show(expected)}`,
      );
      for (const item of expected.items) {
        seen.add(item.kind === 'reject' ? item.reason : item.kind);
        if (item.kind !== 'object') continue;
        rule(item.values.length === item.shape.keys.length, 'a record has as many values as keys');
        const isNumber = (value: number | bigint) => typeof value === 'bigint' || Number.isFinite(value);
        rule(item.values.every(isNumber), 'a value of a record is a finite number', () => show(expected));
      }
    }
    const cut = lines[hash(input) % Math.max(1, lines.length)] ?? input;
    const { items } = warm.parse(cut, 0, hash(cut) % (cut.length + 1), true);
    const isTold = items.some((item) => item.kind === 'reject' && item.reason === 'too_long');
    rule(isTold, 'a line that is too long is rejected as such', () => JSON.stringify(textOf(cut)));
    return [...seen].sort().join(' ');
  },
};
