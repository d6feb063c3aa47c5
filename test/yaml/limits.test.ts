// What a hostile or wrong file costs: each limit of the YAML reader, with the exact problem that is printed.
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { parseYaml } from '../../src/yaml/parse.ts';

const SCHEMA = z.strictObject({ free: z.record(z.string(), z.unknown()).optional(), list: z.unknown().optional() });

const read = (text: string) => parseYaml(text, 'a.yaml', SCHEMA);
const problemsOf = (text: string): readonly string[] => {
  const result = read(text);
  return result.ok ? [] : result.problems;
};

const TOO_DEEP = 'mappings and lists must not be nested deeper than 100';

describe('nesting', () => {
  test.each([
    ['mappings', 'list: ', '{', 'a.yaml:1:106'],
    ['lists', 'list: ', '[', 'a.yaml:1:106'],
    ['lists in block style', '', '- ', 'a.yaml:1:200'],
    ['keys that are mappings', '', '? ', 'a.yaml:1:200'],
  ])('of 100,000 %s is refused where it becomes too deep', (_, start, opening, place) => {
    expect(problemsOf(start + opening.repeat(100_000))).toEqual([`${place}: ${TOO_DEEP}`]);
  });

  test('of 90 lists is read', () => {
    expect(read(`list: ${'['.repeat(90)}${']'.repeat(90)}`).ok).toBe(true);
  });
});

test('a text above the limit is refused before it is read', () => {
  const text = `list: ${'x'.repeat(2 * 1024 * 1024)}`;
  expect(problemsOf(text)).toEqual([`a.yaml: must have at most 2097152 characters, has ${text.length}`]);
  expect(read(text.slice(0, -6)).ok).toBe(true);
});

describe('a file of another kind lists its first 100 problems', () => {
  const many = (line: (index: number) => string) => Array.from({ length: 130 }, (_, index) => line(index)).join('\n');
  test.each([
    ['unknown keys', many((index) => `k${index}: 1`), 'a.yaml:100:1: k99: unknown key, allowed are free, list'],
    ['equal keys', `free:\n  k: 1\n${many(() => '  k: 1')}`, 'a.yaml:102:3: not valid YAML: Map keys must be unique'],
  ])('%s', (_, text, last) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(101);
    expect(problems.slice(99)).toEqual([last, 'and 30 more problems']);
  });
});

test('what stands outside of all documents is a problem too', () => {
  expect(problemsOf('%\n%\n')[0]).toBe('a.yaml:1:1: not valid YAML: Unknown directive %');
});

describe('what the library says of a broken text', () => {
  test('cannot steer the terminal that shows it', () => {
    expect(problemsOf('free: "\\\u0007"\n')).toEqual(['a.yaml:1:8: not valid YAML: Invalid escape sequence \\\\u0007']);
  });

  test('does not reach standard error, as for keys that are mappings or lists', () => {
    const warn = vi.spyOn(process, 'emitWarning');
    expect(problemsOf('free: {{}: 1}\n')).toEqual(['a.yaml:1:8: not valid YAML: A key must be a text']);
    expect(warn).not.toHaveBeenCalled();
  });
});

test('a value cannot steer the terminal that shows it', () => {
  expect(problemsOf('free: "\u009b31m\u202e"\n')).toEqual([
    'a.yaml:1:7: free: must be a mapping of keys to values, found "\\u009b31m\\u202e"',
  ]);
});
