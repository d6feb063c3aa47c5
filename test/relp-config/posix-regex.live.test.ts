// A regular expression that the check accepts compiles in rsyslogd; one that it refuses has the stated problem.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, constantFrom, sample } from 'fast-check';
import { expect, test } from 'vitest';
import { posixRegexProblem } from '../../src/relp-config/posix-regex.ts';
import { quote } from '../../src/rainerscript/quote.ts';
import { describeWith, PATHS } from '../peers/available.ts';
import { runProcess } from '../peers/process.ts';
import { tempDir } from '../peers/temp.ts';

const GOOD = [
  'a',
  '^$',
  '(a|b)*c+',
  'a{2}b{2,}c{2,5}d{,3}',
  '[]a]',
  '[^]a]',
  '[a-z0-9_-]',
  '[[:alpha:][:digit:]]+',
  '[\\]',
  '\\(\\)\\[\\{\\*',
  '(|a)',
  '\\<word\\>',
  '\\bword\\w+\\s',
  'äöü[ä-ö]',
  'a{32767}',
  'a**',
];

const BAD = [
  ['', 'it is empty'],
  ['(', 'a "(" is never closed'],
  ['((a)', 'a "(" is never closed'],
  ['a)', 'a ")" closes nothing (write "\\)" for the character)'],
  ['[a', 'a "[" is never closed'],
  ['[]', 'a "[" is never closed'],
  ['[^]', 'a "[" is never closed'],
  ['*a', '"*" has nothing before it to repeat'],
  ['a|+', '"+" has nothing before it to repeat'],
  ['(?:a)', '"?" has nothing before it to repeat'],
  ['^*', '"*" has nothing before it to repeat'],
  ['{2}', '"{" has nothing before it to repeat'],
  ['a{', '"{" must be followed by a count as in {2} or {2,5}, and "}"'],
  ['a{x}', '"{" must be followed by a count as in {2} or {2,5}, and "}"'],
  ['a{5,2}', 'in {low,high} low is above high'],
  ['a{32768}', 'a count is above 32767'],
  ['a\\', 'it ends in a backslash'],
  ['(a)\\1', '"\\1" refers back to a group, which these expressions do not support'],
  ['\\d+', '"\\d" means nothing in a POSIX regular expression (write [0-9] for a digit)'],
  ['[z-a]', 'the range z-a runs backwards'],
  ['[[:alpha:]-z]', 'a range in brackets must run from one character to another'],
  ['[[:foo:]]', '"[:foo:]]" is not one of the classes [:alpha:], [:digit:], [:space:] and so on'],
  ['a\0b', 'it contains a NUL character'],
] as const;

test.each(GOOD)('accepts %s', (regex) => expect(posixRegexProblem(regex)).toBeUndefined());

test.each(BAD)('refuses %j: %s', (regex, problem) => expect(posixRegexProblem(regex)).toBe(problem));

const PIECES = [
  'a',
  'b',
  '0',
  ',',
  '-',
  '^',
  '$',
  '.',
  '*',
  '+',
  '?',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '|',
  '\\',
  ':',
  '=',
  ' ',
];
const TOKENS = [
  ...PIECES,
  '{2}',
  '{1,3}',
  '[a-b]',
  '[^a]',
  '(a)',
  '[:alpha:]',
  '[[:digit:]]',
  '\\1',
  '\\w',
  '\\.',
  'ä',
];

describeWith(['rsyslogd'], 'rsyslogd', () => {
  test('compiles everything that is accepted', async () => {
    const dir = tempDir();
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = sample(array(constantFrom(...TOKENS), { minLength: 1, maxLength: 7 }), { numRuns: 3000, seed });
    const accepted = random.map((tokens) => tokens.join('')).filter((regex) => posixRegexProblem(regex) === undefined);
    const filters = [...GOOD, ...accepted].map((regex) => `if re_match($msg, ${quote(regex)}) then { stop }`);
    const file = join(dir, 'rsyslog.conf');
    writeFileSync(file, `${filters.join('\n')}\naction(type="omfile" file="${dir}/out")\n`);
    const { stderr } = await runProcess(PATHS.rsyslogd, ['-N1', '-f', file]);
    expect(
      stderr.split('\n').filter((line) => line.includes('regex')),
      `seed ${seed}`,
    ).toEqual([]);
    expect(accepted.length, `seed ${seed}`).toBeGreaterThan(300);
  });
});
