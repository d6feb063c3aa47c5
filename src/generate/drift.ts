// Compares generated files with those of the folder, byte by byte, and prints the difference. Does no I/O.
import type { Artifact, ArtifactKind } from './artifacts.ts';
import { isGenerated } from './header.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly content: Buffer;
}

export interface Drift {
  readonly missing: readonly string[];
  readonly different: readonly (GeneratedFile & { readonly found: Buffer })[];
  /** files that have the header of generated ones and are no longer generated */
  readonly orphans: readonly string[];
}

/**
 * @param generated files of the chosen kinds
 * @param present files of the folder by path, with slashes
 * @param all files of all kinds, chosen or not
 * @param isChosen limits the orphans to the chosen kinds
 */
export function findDrift(
  generated: readonly GeneratedFile[],
  present: ReadonlyMap<string, Buffer>,
  all: readonly Artifact[],
  isChosen: (kind: ArtifactKind) => boolean,
): Drift {
  const known = new Set(all.map(({ path }) => path));
  return {
    missing: generated.filter(({ path }) => !present.has(path)).map(({ path }) => path),
    different: generated.flatMap((file) => {
      const found = present.get(file.path);
      return found === undefined || found.equals(file.content) ? [] : [{ ...file, found }];
    }),
    orphans: [...present]
      .filter(([path, content]) => !known.has(path) && isChosen(kindOf(path)) && isGenerated(content.toString()))
      .map(([path]) => path),
  };
}

/** Kind of a file that is no longer generated, by its folder. */
function kindOf(path: string): ArtifactKind {
  const [top, next] = path.split('/');
  if (next === 'kubernetes') return 'kubernetes';
  if (top === 'dashboards') return 'dashboards';
  if (next?.startsWith('alertmanager')) return 'alertmanager';
  return next === 'tests' ? 'tests' : 'rules';
}

/** Minified dashboards are one line each. */
const MAX_CHARACTERS = 300;

/** A longer diff takes long to compute and is of no use. */
const MAX_EDITS = 5000;

/** @returns unified diffs from the found to the generated content, then a line per missing file and per orphan */
export async function printDrift({ missing, different, orphans }: Drift): Promise<string> {
  const diffs = await Promise.all(different.map(unifiedDiff));
  return [
    ...diffs,
    ...missing.map((path) => `${path}: is missing\n`),
    ...orphans.map((path) => `${path}: is no longer generated; delete it\n`),
  ].join('');
}

async function unifiedDiff({ path, found, content }: Drift['different'][number]): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const patch = createTwoFilesPatch(path, path, found.toString(), content.toString(), 'found', 'generated', {
    context: 3,
    maxEditLength: MAX_EDITS,
    headerOptions: FILE_HEADERS_ONLY,
  });
  if (patch === undefined) return `${path}: differs almost everywhere\n`;
  return patch.split('\n').map(shorten).join('\n');
}

function shorten(line: string): string {
  return line.length <= MAX_CHARACTERS ? line : `${line.slice(0, MAX_CHARACTERS)}... (${line.length} characters)`;
}
