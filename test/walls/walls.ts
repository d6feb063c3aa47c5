// The walls between the rooms of src. Judges texts by the table of rooms, and reads no file itself.
import { dirname, join } from 'node:path/posix';
import { readModule } from './module.ts';
import { GLOBALS, type Room } from './rooms.ts';

/** @returns the row that a path below src belongs to: the longest that the path begins with */
export function roomOf(rooms: readonly Room[], path: string): Room | undefined {
  const [longest] = rooms
    .filter((room) => path === room.path || path.startsWith(`${room.path}/`))
    .sort((a, b) => b.path.length - a.path.length);
  return longest;
}

/** What a file imports: one entry of the column "imports from" for each import. */
export function importsOf(rooms: readonly Room[], file: string, text: string): readonly string[] {
  return readModule(file, text).imports.map(({ name }) => entryFor(rooms, file, name));
}

/**
 * @param files texts by path, as in src/impstats/parser.ts
 * @returns one line per breach: where it is, what it does, and what the table allows
 */
export function breaches(rooms: readonly Room[], files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, text]) => breachesOf(rooms, file, text));
}

function breachesOf(rooms: readonly Room[], file: string, text: string): readonly string[] {
  const room = roomOf(rooms, file.slice('src/'.length));
  if (room === undefined) return [`${file}: belongs to no room: add a row to the table in src/README.md`];
  const { imports, identifiers, lineOf } = readModule(file, text);
  const only = room.imports.length === 0 ? 'nothing' : room.imports.join(', ');
  const touched = room.never.flatMap((word) =>
    identifiers
      .filter(({ name }) => GLOBALS[word]?.includes(name))
      .map((mention) => `${file}:${lineOf(mention)}: ${room.path} never touches ${mention.name} (${word})`),
  );
  const imported = imports.flatMap((mention) => {
    const entry = entryFor(rooms, file, mention.name);
    return mayImport(room, entry)
      ? []
      : [`${file}:${lineOf(mention)}: ${room.path} may not import ${entry}, only: ${only}`];
  });
  return [...imported, ...touched];
}

function mayImport({ path, imports }: Room, entry: string): boolean {
  return entry === path || imports.includes(entry) || (entry.startsWith('node:') && imports.includes('node:*'));
}

function entryFor(rooms: readonly Room[], file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.')) return `npm:${/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier}`;
  const path = join(dirname(file), specifier);
  if (!path.startsWith('src/')) return path;
  return roomOf(rooms, path.slice('src/'.length))?.path ?? `${path}, which is in no room`;
}

/** Rows that import a room which is not above them, or is not there at all: above means further in, so there is no circle. */
export function arrowsUp(rooms: readonly Room[]): readonly string[] {
  return rooms.flatMap(({ path, imports }, index) => {
    const above = new Set(rooms.slice(0, index).map((room) => room.path));
    return imports
      .filter((entry) => !/^(?:node|npm):/.test(entry) && !above.has(entry))
      .map((entry) => `${path} imports ${entry}, which is no row above it`);
  });
}
