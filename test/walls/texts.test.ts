// What the texts for contributors name is there: paths, links, commands of npm, and projects of vitest.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import config from '../../vitest.config.ts';

const { scripts, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<
  Record<'scripts' | 'devDependencies', Readonly<Record<string, string>>>
>;
const QUOTED = /`([^`\n]+)`/g;
const isPath = (text: string): boolean => /^[\w.-]+(?:\/[\w.-]*)*$/.test(text) && /\/|\.(?:ts|md|json|mjs)$/.test(text);

describe.each(['CONTRIBUTING.md', 'src/README.md', 'test/README.md'])('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const quoted = [...text.matchAll(QUOTED)].map(([, inside = '']) => inside);
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = '']) => target);
  const isThere = (path: string): boolean => existsSync(path) || existsSync(join(dirname(file), path));

  test('names only paths that are there', () => {
    const paths = [...quoted.filter(isPath), ...links];
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  test('names only commands that are there', () => {
    const names = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

test('test/README.md names the projects of vitest', () => {
  const { projects = [] } = config.test ?? {};
  const names = projects.flatMap((project) =>
    typeof project === 'object' && 'test' in project ? project.test?.name : [],
  );
  const table = readFileSync('test/README.md', 'utf8').matchAll(/^\| `\*[\w.]+` \| `(\w+)` \|/gm);
  expect([...table].map(([, name]) => name)).toEqual(names);
});

test('CONTRIBUTING.md names the versions that are installed', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');
  const [, oxlint, knip] = /oxlint stays at ([\d.]+\d) and knip at ([\d.]+\d)/.exec(text) ?? [];
  expect(devDependencies).toMatchObject({ oxlint, knip });
});

test('src/README.md fits on a few screens', () => {
  expect(readFileSync('src/README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(120);
});
