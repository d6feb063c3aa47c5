// How the doctor reads rsyslog's configuration: both languages, comments, quotes, blocks, includes in their places.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../../src/doctor/facts/load-configuration.ts';
import { readStatements, type Statement } from '../../src/rainerscript/read.ts';
import { tempDir } from '../peers/temp.ts';

const brief = ({ name, parameters, value, line, ruleset }: Statement) => ({
  is: `${line}: ${name}${value === '' ? '' : ` ${value}`}`,
  ...(parameters.size > 0 ? { with: Object.fromEntries(parameters) } : {}),
  ...(ruleset === undefined ? {} : { in: ruleset }),
});

test('statements of both languages, with line and ruleset', () => {
  const text = `# module(load="comment")
$ModLoad impstats
$PStatInterval 30
/* action(name="comment")
*/ module(
  load="impstats"
  Format='js\\x6fn' # and so on )
)
ruleset(name="outer" queue.type="LinkedList") {
  if $msg contains "it's (not) an action(" and re_match($msg, 'a}') then {
    action(type="omfile" file="/a\\"b")
  }
  ACTION ( type="omrelp" tls.permittedPeer=["a", "b"] port=514 )
}
*.* /var/log/all
if $programname == "x" then action(type="omfile" name="last")
`;
  expect(readStatements(text, 'f').map(brief)).toEqual([
    { is: '2: $modload impstats' },
    { is: '3: $pstatinterval 30' },
    { is: '5: module', with: { load: ['impstats'], format: ['json'] } },
    { is: '9: ruleset', with: { name: ['outer'], 'queue.type': ['LinkedList'] } },
    { is: '11: action', with: { type: ['omfile'], file: ['/a"b'] }, in: 'outer' },
    { is: '13: action', with: { type: ['omrelp'], 'tls.permittedpeer': ['a', 'b'], port: ['514'] }, in: 'outer' },
    { is: '16: action', with: { type: ['omfile'], name: ['last'] } },
  ]);
});

test.each(['module(', 'action(a=', 'x "', "it's", '}}}', 'action(a=["b"', '/* x', '{'])('ends with %s', (text) => {
  expect(() => readStatements(text, 'f')).not.toThrow();
});

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
  expect(problems).toEqual([`${dir}/main.conf:5 includes ${dir}/gone.conf, which is not there`]);
  expect(changedAt).toBeGreaterThan(0);
});

test('a file that includes itself ends in a problem', () => {
  const file = join(tempDir(), 'main.conf');
  writeFileSync(file, `include(file="${file}")`);
  expect(loadConfiguration(file).problems).toEqual([`${file} is included more than 10 levels deep`]);
});
