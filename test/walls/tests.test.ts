// The names of test files say how they are run: no unit test starts a process or opens a socket, and what compares with golden
// files is found by `npm run update`.
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { filesBelow } from './files.ts';
import { readModule } from './module.ts';

const OUTSIDE = new Set(
  ['child_process', 'cluster', 'dgram', 'http', 'http2', 'https', 'net', 'tls'].map((name) => `node:${name}`),
);

type Files = ReadonlyMap<string, string>;

/** @returns the files from this one to one that imports what is wanted, and what that is; empty when there is none */
function wayTo(
  isWanted: (specifier: string) => boolean,
  files: Files,
  file: string,
  seen = new Set<string>(),
): string[] {
  const text = files.get(file);
  if (text === undefined || seen.has(file)) return [];
  seen.add(file);
  const names = readModule(file, text).imports.map(({ name }) => name);
  const wanted = names.find(isWanted);
  if (wanted !== undefined) return [file, wanted];
  for (const name of names.filter((one) => one.startsWith('.'))) {
    const way = wayTo(isWanted, files, join(dirname(file), name), seen);
    if (way.length > 0) return [file, ...way];
  }
  return [];
}

const isUnit = (file: string): boolean => file.endsWith('.test.ts') && !/\.(?:live|slow)\.test\.ts$/.test(file);
const isPure = (file: string): boolean => isUnit(file) || file.endsWith('.slow.test.ts');

const waysOut = (files: Files): string[] =>
  [...files.keys()]
    .filter(isPure)
    .map((file) => wayTo((name) => OUTSIDE.has(name), files, file).join(' > '))
    .filter((way) => way !== '');

const SELF = 'test/walls/tests.test.ts';
const FILES = filesBelow('test');

test('only *.live.test.ts may start processes and open sockets', () => {
  expect(waysOut(FILES)).toEqual([]);
});

test('every test file stands in one of the projects: unit, slow or live', () => {
  const suffixes = [...FILES.keys()].flatMap((file) => /\.(\w+)\.test\.ts$/.exec(file)?.[1] ?? []);
  expect([...new Set(suffixes)].sort()).toEqual(['golden', 'live', 'slow']);
});

test('what compares with golden files has golden in its name', () => {
  const users = [...FILES].filter(([file, text]) =>
    readModule(file, text).imports.some(({ name }) => join(dirname(file), name) === 'test/golden.ts'),
  );
  expect(users.length).toBeGreaterThan(0);
  expect(users.map(([file]) => file).filter((file) => !file.includes('golden'))).toEqual([]);
  const matchers = /toMatch(?:File|Inline)?Snapshot|UPDATE_GOLDEN/;
  const others = [...FILES].filter(([file, text]) => matchers.test(text) && !['test/golden.ts', SELF].includes(file));
  expect(others.map(([file]) => file)).toEqual([]);
});

describe('planted', () => {
  const planted = (entries: Readonly<Record<string, string>>): string[] => waysOut(new Map(Object.entries(entries)));

  test('a process in a unit test is found', () => {
    expect(planted({ 'test/a/x.test.ts': `import { spawn } from 'node:child_process';` })).toEqual([
      'test/a/x.test.ts > node:child_process',
    ]);
  });

  test('a socket behind two other files is found, though they import each other', () => {
    expect(
      planted({
        'test/a/x.slow.test.ts': `import { one } from './one.ts';`,
        'test/a/one.ts': `import { two } from '../b/two.ts';`,
        'test/b/two.ts': `import { one } from '../a/one.ts';\nimport type { Socket } from 'node:net';`,
      }),
    ).toEqual(['test/a/x.slow.test.ts > test/a/one.ts > test/b/two.ts > node:net']);
  });

  test('a live test may have both', () => {
    expect(planted({ 'test/a/x.live.test.ts': `import { spawn } from 'node:child_process';` })).toEqual([]);
  });
});
