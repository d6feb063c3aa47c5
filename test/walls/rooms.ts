// The table of rooms in src/README.md as data: what each room may import, and which globals it never touches.

export interface Room {
  /** a folder or a file below src, as in generate/promql or io.ts */
  readonly path: string;
  /** rooms, `node:` modules and, with `npm:` in front, packages */
  readonly imports: readonly string[];
  /** a key of GLOBALS each */
  readonly never: readonly string[];
}

/** What the words in the last column of the table stand for. */
export const GLOBALS: Readonly<Record<string, readonly string[]>> = {
  clock: ['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate'],
  process: ['process', 'console', 'fetch', 'globalThis', 'require'],
  Buffer: ['Buffer'],
};

/** @throws Error when the text has no such table, or a row says what the test does not understand */
export function readRooms(readme: string): readonly Room[] {
  const [, table = ''] = /^\| room \|.*\n\|[-|]+\n((?:\|.*\n)+)/m.exec(readme) ?? [];
  const rooms = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').slice(1, -1))
    .map(([path = '', , imports = '', never = '']) => ({
      path: quoted(path)[0] ?? '',
      imports: quoted(imports),
      never: never.split(',').flatMap((word) => word.trim() || []),
    }));
  const wrong = rooms.filter(({ path, never }) => path === '' || never.some((word) => !Object.hasOwn(GLOBALS, word)));
  if (wrong.length > 0) throw new Error(`src/README.md: cannot read the row of ${JSON.stringify(wrong)}`);
  return rooms;
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
