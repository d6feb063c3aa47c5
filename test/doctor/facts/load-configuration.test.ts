// Includes of a configuration: where their statements stand, which files a pattern finds, and what is missing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../../../src/doctor/facts/load-configuration.ts';
import { tempDir } from '../../peers/temp.ts';

test('includes in their places: patterns sorted, folders, texts, and what is missing', () => {
  const dir = tempDir();
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  mkdirSync(join(dir, 'd'));
  write('d/20.conf', '$Two x');
  write('d/10.conf', '$One x\ninclude(file="../deep.conf")');
  write('d/.hidden.conf', '$Hidden x');
  write('d/other', '$Other x');
  write('deep.conf', '$Deep x');
  write(
    'main.conf',
    `$IncludeConfig ${dir}/d/*.conf
ruleset(name="r") { include(text="action(type='x')") }
include(file="${dir}/d/")
include(file="${dir}/none.conf" mode="optional")
include(file="${dir}/gone.conf")
include(file="${dir}/none*.conf")
$Last x`,
  );
  const { statements, problems, changedAt } = loadConfiguration(join(dir, 'main.conf'));
  expect(statements.map(({ name, ruleset = '' }) => name + ruleset)).toEqual([
    '$one',
    '$deep',
    '$two',
    'ruleset',
    'actionr',
    '$one',
    '$deep',
    '$two',
    '$other',
    '$last',
  ]);
  expect(problems).toEqual([`${dir}/main.conf:5 includes ${dir}/gone.conf, which does not exist`]);
  expect(changedAt).toBeGreaterThan(0);
});

test.each([
  ['ab?.conf', ['abc.conf']],
  ['[!a]*.conf', ['xyz.conf']],
  ['[a-c]*', ['abc.conf']],
  ['[z-a]*', []],
  ['{abc,xyz}.con?', []],
  ['@(abc)*', []],
  ['[]a]b[\\c].conf', ['abc.conf']],
])('an include of %s', (pattern, found) => {
  const dir = join(tempDir(), 'a (1) +b');
  mkdirSync(dir);
  for (const name of ['abc.conf', 'xyz.conf', '.abc.conf']) writeFileSync(join(dir, name), '$Found x');
  writeFileSync(join(dir, '..', 'main'), `include(file="${dir}/${pattern}")`);
  const { statements, problems } = loadConfiguration(join(dir, '..', 'main'));
  expect(statements.map(({ file }) => file)).toEqual(found.map((name) => join(dir, name)));
  expect(problems).toEqual([]);
});

test('a file that includes itself ends in a problem', () => {
  const file = join(tempDir(), 'main.conf');
  writeFileSync(file, `include(file="${file}")`);
  expect(loadConfiguration(file).problems).toEqual([`${file} is included more than 10 levels deep`]);
});
