import { describe, expect, test } from 'vitest';
import type { Command } from 'commander';
import { choiceFlag, listFlag, switchFlag, textFlag } from '../../src/flags/declare.ts';
import { parseCount } from '../../src/flags/quantity.ts';
import { asText, oneOf, type FlagReader } from '../../src/flags/reader.ts';
import { problemsOf, readFlags } from './reading.ts';

const KINDS = ['round', 'square'] as const;

const declare = (command: Command): Command =>
  command
    .addOption(textFlag('--output <file>', ''))
    .addOption(textFlag('--count <count>', '', '3'))
    .addOption(textFlag('--limit <count>', ''))
    .addOption(choiceFlag('--kind <kind>', '', KINDS, 'round'))
    .addOption(listFlag('--number <count>', '', ['1'], '1'))
    .addOption(switchFlag('--quick', ''));

const readAll = (reader: FlagReader) => ({
  output: reader.required('--output', asText),
  count: reader.value('--count', parseCount(1)),
  limit: reader.optional('--limit', parseCount(1)),
  kind: reader.value('--kind', oneOf(KINDS)),
  numbers: reader.values('--number', parseCount(1)),
  quick: reader.isSet('--quick'),
});

const read = (...argv: string[]) => readFlags(declare, readAll, argv);

test('defaults hold where nothing is given', () => {
  const expected = { output: 'x', count: 3, limit: undefined, kind: 'round', numbers: [1], quick: false };
  expect(read('--output', 'x')).toEqual(expected);
});

test('what is given replaces the defaults, lists included', () => {
  const argv = ['--output=', '--count=4', '--limit=5', '--kind=square', '--number=6', '--number', '7', '--quick'];
  expect(read(...argv)).toEqual({
    ...{ output: '', count: 4, limit: 5, kind: 'square', numbers: [6, 7], quick: true },
  });
});

describe('wrong', () => {
  const COUNT = 'must be a whole number, at least 1';

  test('unknown flags, missing ones and wrong values come at once', () => {
    const wrong = ['--ouput=a b', '--count', 'x', '--limit=0', '--kind', 'oval', '--number', '1', '--number', '-1'];
    expect(problemsOf(() => read(...wrong, '--nothing-like-it', 'more'))).toEqual([
      'unknown option --ouput, did you mean --output?',
      'unknown option --nothing-like-it',
      '--output <file> is missing',
      `--count x: ${COUNT}`,
      `--limit 0: ${COUNT}`,
      '--kind oval: must be one of round, square',
      `--number -1: ${COUNT}`,
    ]);
  });

  test.each([
    ['', '--count ""'],
    ['a b', '--count "a b"'],
    ['\u001b[31m', '--count "\\u001b[31m"'],
    ['\u0085', '--count "\\u0085"'],
    ['-5', '--count -5'],
  ])('the value %j is shown in quotes where it needs them', (text, shown) => {
    expect(problemsOf(() => read('--output=x', `--count=${text}`))).toEqual([`${shown}: ${COUNT}`]);
  });

  test('arguments where none is expected', () => {
    const problems = problemsOf(() => read('--output=x', 'more', '--', 'and more'));
    expect(problems).toEqual(['unexpected argument more', 'unexpected argument "and more"']);
  });
});

test('a flag that the command does not declare is an error of the program', () => {
  expect(() => readFlags(declare, (reader) => reader.isSet('--slow'), [])).toThrow('declares no --slow');
});
