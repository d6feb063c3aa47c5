// rsyslog's configuration as the doctor reads it: both syntaxes, comments, quotes, blocks.
import { expect, test } from 'vitest';
import { readStatements, type Statement } from '../../src/rainerscript/read.ts';

const brief = ({ name, parameters, value, line, ruleset }: Statement) => ({
  is: `${line}: ${name}${value === '' ? '' : ` ${value}`}`,
  ...(parameters.size > 0 ? { with: Object.fromEntries(parameters) } : {}),
  ...(ruleset === undefined ? {} : { in: ruleset }),
});

test('statements of both syntaxes, with line and ruleset', () => {
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

test('a comment, a string and a list without an end run to the end', () => {
  const value = (text: string) => readStatements(text, 'f').map(({ parameters }) => Object.fromEntries(parameters));
  expect(value('module(load="a") /* module(load="b")')).toEqual([{ load: ['a'] }]);
  expect(value('module(load="a") module(load="b)\nmodule(load=c)')).toEqual([
    { load: ['a'] },
    { load: ['b)\nmodule(load=c)'] },
  ]);
  expect(value(`don't read module(load="a")\nmodule(load="b")`)).toEqual([{ load: ['b'] }]);
});

// Quadratic work on any of these would take minutes.
test.each(['/* ', '"\\', '\\"', "'a ", 'a ', 'module ', '{', '`', '$A b ', 'module(a=["', 'action(a="\\'])(
  'reads 300,000 times %j',
  (part) => {
    expect(() => readStatements(part.repeat(300_000), 'f')).not.toThrow();
  },
);
