// The walls of src: every import and global is one that the table in src/README.md allows, and imports that it does not allow
// are found wherever they are planted.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { filesBelow } from './files.ts';
import { GLOBALS, readRooms, type Room } from './rooms.ts';
import { arrowsUp, breaches, importsOf, roomOf } from './walls.ts';

const ROOMS = readRooms(readFileSync('src/README.md', 'utf8'));
const FILES = filesBelow('src');

describe('the table of rooms', () => {
  test('has no room twice', () => {
    const paths = ROOMS.map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) < index)).toEqual([]);
  });

  test('has no arrow up, and so no circle', () => {
    expect(arrowsUp(ROOMS), 'a room may import only rooms in rows above its own in src/README.md').toEqual([]);
  });

  test('finds an arrow up, an arrow to nowhere and an arrow to itself', () => {
    const room = (path: string, ...imports: string[]): Room => ({ path, imports, never: [] });
    expect(arrowsUp([room('a', 'b'), room('b', 'a', 'b', 'c', 'node:fs', 'npm:zod')])).toEqual([
      'a imports b, which is no row above it',
      'b imports b, which is no row above it',
      'b imports c, which is no row above it',
    ]);
  });

  test('allows nothing that is not used', () => {
    const used = new Map(ROOMS.map(({ path }) => [path, new Set<string>()]));
    for (const [file, text] of FILES) {
      const entries = used.get(roomOf(ROOMS, file.slice('src/'.length))?.path ?? '');
      for (const entry of importsOf(ROOMS, file, text)) entries?.add(entry).add(entry.replace(/^node:.*/, 'node:*'));
    }
    const unused = ROOMS.flatMap(({ path, imports }) =>
      imports.filter((entry) => used.get(path)?.has(entry) !== true).map((entry) => `${path}: ${entry}`),
    );
    expect(unused, 'take these out of the column "imports from" in src/README.md').toEqual([]);
  });

  test.each([
    ['a word that is not known', '| `a` | text | | clocks |'],
    ['a row without a room', '| a | text | | |'],
  ])('is refused with %s', (_, row) => {
    expect(() => readRooms(`| room | what | imports from | never |\n|---|---|---|---|\n${row}\n`)).toThrow(
      'cannot read',
    );
  });
});

describe('src', () => {
  test('imports only what its row lists', () => {
    const advice =
      'move the code to a room that may do this, pass in what it needs as an argument, or widen the row in src/README.md';
    expect(breaches(ROOMS, FILES), advice).toEqual([]);
  });
});

/** Where a planted file can stand: at the top of a room, and three folders deep. */
function placesIn({ path }: Room): readonly string[] {
  return path.endsWith('.ts') ? [`src/${path}`] : [`src/${path}/planted.ts`, `src/${path}/a/b/c/planted.ts`];
}

function plantedImport(file: string, target: string): readonly string[] {
  const specifier = relative(dirname(file), target);
  const text = `// planted\nimport type { Planted } from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';\n`;
  return breaches(ROOMS, new Map([[file, text]]));
}

describe.each(ROOMS.map((room) => [room.path, room] as const))('planted in %s', (_, room) => {
  const only = room.imports.length === 0 ? 'nothing' : room.imports.join(', ');
  const places = placesIn(room);

  test.each(places)('%s: a forbidden room is refused, an allowed one is not', (file) => {
    for (const other of ROOMS) {
      const target = placesIn(other).at(-1) ?? '';
      const isAllowed = other === room || room.imports.includes(other.path);
      const expected = isAllowed ? [] : [`${file}:2: ${room.path} may not import ${other.path}, only: ${only}`];
      expect(plantedImport(file, target), target).toEqual(expected);
    }
  });

  test.each(places)('%s: a file that is in no room is refused', (file) => {
    for (const [target, entry] of [
      ['src/nowhere/x.ts', 'src/nowhere/x.ts, which is in no room'],
      ['test/x.ts', 'test/x.ts'],
    ] as const)
      expect(plantedImport(file, target)).toEqual([`${file}:2: ${room.path} may not import ${entry}, only: ${only}`]);
  });

  test.each(places)('%s: modules and globals are refused unless the row allows them', (file) => {
    const modules = ['node:fs', 'node:worker_threads', 'left-pad', '@scope/name/part'];
    const entries = ['node:fs', 'node:worker_threads', 'npm:left-pad', 'npm:@scope/name'];
    const isAllowed = (entry: string): boolean =>
      room.imports.includes(entry) || (entry.startsWith('node:') && room.imports.includes('node:*'));
    const text = modules.map((name) => `export const x = await import('${name}');`).join('\n');
    const expected = entries.flatMap((entry, index) =>
      isAllowed(entry) ? [] : [`${file}:${index + 1}: ${room.path} may not import ${entry}, only: ${only}`],
    );
    expect(breaches(ROOMS, new Map([[file, text]]))).toEqual(expected);

    for (const [word, names] of Object.entries(GLOBALS))
      for (const name of names)
        expect(breaches(ROOMS, new Map([[file, `f({ x: ${name} });`]]))).toEqual(
          room.never.includes(word) ? [`${file}:1: ${room.path} never touches ${name} (${word})`] : [],
        );
  });
});

describe('an import is seen', () => {
  test.each([
    ['of a value', `import { x } from '../series/x.ts';`],
    ['of a type', `import type { X } from '../series/x.ts';`],
    ['for its effect', `import '../series/x.ts';`],
    ['over several lines', `import {\n  x,\n} from '../series/x.ts';`],
    ['as a re-export', `export { x } from '../series/x.ts';`],
    ['as a re-export of everything', `export * from '../series/x.ts';`],
    ['when it is called', `const x = import('../series/x.ts');`],
    ['inside of a type', `let x: import('../series/x.ts').X;`],
    ['by a roundabout path', `import { x } from '../impstats/../../src/series/x.ts';`],
  ])('%s', (_, text) => {
    expect(breaches(ROOMS, new Map([['src/impstats/x.ts', text]]))).toEqual([
      'src/impstats/x.ts:1: impstats may not import series, only: memory.ts',
    ]);
  });

  test('also when its path is computed, which cannot be judged', () => {
    expect(breaches(ROOMS, new Map([['src/impstats/x.ts', 'const x = import(path);']]))).toEqual([
      'src/impstats/x.ts:1: impstats may not import npm:?, only: memory.ts',
    ]);
  });

  test.each([
    ['a comment', `// import { x } from '../series/x.ts';`],
    ['a text', `const x = "import { x } from '../series/x.ts'";`],
    ['a property with the name of a global', 'const x = { process: 1, Date: a.Date };'],
  ])('and %s is none', (_, text) => {
    expect(breaches(ROOMS, new Map([['src/impstats/x.ts', text]]))).toEqual([]);
  });
});

test('a folder without a room is refused', () => {
  expect(breaches(ROOMS, new Map([[join('src', 'attic/x.ts'), '']]))).toEqual([
    'src/attic/x.ts: belongs to no room: add a row to the table in src/README.md',
  ]);
});
