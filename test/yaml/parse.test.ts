// Every way in which a YAML file can be wrong, with the exact problem that is printed.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseYaml } from '../../src/yaml/parse.ts';

const SCHEMA = z
  .strictObject({
    name: z.string().regex(/^[a-z]+$/, { error: 'must be lower-case letters' }),
    port: z.int().min(1).max(65535).default(514),
    mode: z.enum(['fast', 'safe']).optional(),
    levels: z.array(z.int()).min(1).optional(),
    nested: z.strictObject({ intervalSeconds: z.number().default(60), deep: z.boolean().optional() }).prefault({}),
    labels: z.record(z.string().regex(/^[a-z]+$/, { error: 'must be lower-case letters' }), z.string()).optional(),
    counts: z.record(z.string(), z.int()).optional(),
    either: z.union([z.int(), z.boolean()]).optional(),
    rule: z.union([z.string(), z.strictObject({ expr: z.string() })]).optional(),
  })
  .refine((value) => value?.mode !== 'safe' || value?.nested?.deep !== undefined, {
    path: ['nested', 'deep'],
    error: 'is required when mode is "safe"',
    when: () => true,
  });

const problemsOf = (text: string): readonly string[] => {
  const result = parseYaml(text, 'a.yaml', SCHEMA);
  return result.ok ? [] : result.problems;
};

const BAD: readonly (readonly [name: string, text: string, problems: readonly string[]])[] = [
  ['a missing key points at the parent', 'port: 1\n', ['a.yaml:1:1: name: is missing, must be a text']],
  ['a missing key in an empty file', '', ['a.yaml:1:1: name: is missing, must be a text']],
  ['a file of comments', '# nothing\n', ['a.yaml:1:1: name: is missing, must be a text']],
  [
    'a wrong type points at the value',
    'name: a\nport: abc\n',
    ['a.yaml:2:7: port: must be a whole number, found "abc"'],
  ],
  ['a value out of range', 'name: a\nport: 70000\n', ['a.yaml:2:7: port: must be at most 65535, found 70000']],
  ['a message of the schema itself', 'name: A\n', ['a.yaml:1:7: name: must be lower-case letters, found "A"']],
  ['a key without a value', 'name: a\nport:\n', ['a.yaml:2:6: port: must be a whole number, found nothing']],
  ['a word outside a list', 'name: a\nmode: slow', ['a.yaml:2:7: mode: must be one of "fast", "safe", found "slow"']],
  ['an unknown key points at the key', 'name: a\nprot: 1\n', ['a.yaml:2:1: prot: unknown key, did you mean "port"?']],
  [
    'an unknown key that resembles nothing, deep down',
    'name: a\nnested:\n  something: 1\n',
    ['a.yaml:3:3: nested.something: unknown key, allowed are intervalSeconds, deep'],
  ],
  ['a list that is too short', 'name: a\nlevels: []\n', ['a.yaml:2:9: levels: must have at least 1 entry']],
  ['an entry of a list', 'name: a\nlevels:\n- 1\n- x\n', ['a.yaml:4:3: levels[1]: must be a whole number, found "x"']],
  ['a mapping where a text belongs', 'name: {a: 1}\n', ['a.yaml:1:7: name: must be a text']],
  ['a list instead of a mapping', '- 1\n', ['a.yaml:1:1: must be a mapping of keys to values']],
  [
    'a bad key of a free mapping',
    'name: a\nlabels: {B: c}',
    ['a.yaml:2:10: labels.B: the key must be lower-case letters'],
  ],
  [
    'a rule across keys, besides another problem',
    'name: A\nmode: safe\nnested: {}\n',
    [
      'a.yaml:1:7: name: must be lower-case letters, found "A"',
      'a.yaml:3:9: nested.deep: is required when mode is "safe"',
    ],
  ],
  [
    'a union of scalars',
    'name: a\neither: x',
    ['a.yaml:2:9: either: must be a whole number or true or false, found "x"'],
  ],
  ['the branch of a union that fits', 'name: a\nrule: {}', ['a.yaml:2:7: rule.expr: is missing, must be a text']],
  ['a value behind an alias', 'name: &x a\nport: *x\n', ['a.yaml:2:7: port: must be a whole number, found "a"']],
  [
    'a value below an alias',
    'nested: &x {deep: 1}\nname: a\nlabels: *x\n',
    ['a.yaml:1:19: nested.deep: must be true or false, found 1', 'a.yaml:1:19: labels.deep: must be a text, found 1'],
  ],
  ['a number as a key', 'name: a\nlabels:\n  1: b\n', ['a.yaml:3:3: labels.1: the key must be lower-case letters']],
  ['a value below a number', 'name: a\ncounts:\n  1: b\n', ['a.yaml:3:6: counts.1: must be a whole number, found "b"']],
  ['a mapping as a key', 'name: a\n{b: c}: 1\n', ['a.yaml:2:1: not valid YAML: A key must be a text']],
  ['a key twice, in two spellings', 'name: a\n1: b\n"1": c\n', ['a.yaml:3:1: not valid YAML: Map keys must be unique']],
  [
    'an alias without an anchor',
    'name: *x\n',
    ['a.yaml:1:1: not valid YAML: Unresolved alias (the anchor must be set before the alias): x'],
  ],
  ['a key twice', 'name: a\nname: b\n', ['a.yaml:2:1: not valid YAML: Map keys must be unique']],
  ['an unknown tag', 'name: !secret a\n', ['a.yaml:1:7: not valid YAML: Unresolved tag: !secret']],
  ['two documents', 'name: a\n---\nname: b\n', ['a.yaml:3:1: only one YAML document is allowed in this file']],
];

describe('parseYaml', () => {
  test.each(BAD)('refuses %s', (_name, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('refuses what is not YAML, with the place', () => {
    expect(problemsOf('name: [a\nport: 1\n')[0]).toMatch(/^a\.yaml:2:\d+: not valid YAML: /);
  });

  test('refuses aliases that multiply beyond measure', () => {
    const levels = 'abcdefgh'.split('');
    const text = levels
      .map((id, at) => `${id}: &${id} [${at === 0 ? 1 : Array(9).fill(`*${levels[at - 1]}`)}]`)
      .join('\n');
    expect(problemsOf(text)).toEqual([
      'a.yaml:1:1: not valid YAML: Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  test('fills in the defaults of the schema', () => {
    expect(parseYaml('name: a\n', 'a.yaml', SCHEMA)).toEqual({
      ok: true,
      value: { name: 'a', port: 514, nested: { intervalSeconds: 60 } },
    });
  });

  test('shortens long values and shows control characters escaped', () => {
    const [problem] = problemsOf(`name: "${'A'.repeat(200)}\\e"\n`);
    expect(problem).toBe(`a.yaml:1:7: name: must be lower-case letters, found "${'A'.repeat(76)}...`);
    expect(problemsOf('name: "\\e"\n')).toEqual(['a.yaml:1:7: name: must be lower-case letters, found "\\u001b"']);
  });

  test('names a key of any kind without breaking the line', () => {
    expect(problemsOf('name: a\n"x\\ny": 1\n')[0]).toMatch(
      /^a\.yaml:2:1: \["x\\ny"\]: unknown key, allowed are name, /,
    );
    expect(problemsOf('name: a\n__proto__: 1\n')[0]).toMatch(/^a\.yaml:2:1: __proto__: unknown key/);
  });
});
