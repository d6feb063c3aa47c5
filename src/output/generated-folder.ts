// Reads the folder of generated files, and replaces single files in it. Does not interpret their contents, and deletes none. Below the
// folder no link is followed.
import { lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { readRegularFile, removeLeftovers, replaceFile, TEMPORARY_NAME, unlessMissing } from './replace-file.ts';

/** Paths below the folder, with slashes. */
export type FolderContent = ReadonlyMap<string, Buffer>;

/**
 * @param folders read recursively, below `root`
 * @param paths further files to read, below `root`
 * @returns contents; missing folders and files are left out
 * @throws Error with the path for what exists and cannot be read
 */
export async function readFolder(
  root: string,
  folders: readonly string[],
  paths: readonly string[],
): Promise<FolderContent> {
  const listed = await Promise.all(folders.map((folder) => filesBelow(root, folder)));
  const all = [...new Set([...listed.flat(), ...paths])].sort();
  const contents = await Promise.all(all.map((path) => readNamed(root, path)));
  return new Map(
    all.flatMap((path, index) => {
      const content = contents[index];
      return content === undefined ? [] : [[path, content] as const];
    }),
  );
}

/**
 * Makes missing folders, one after the other: mkdir with `recursive` never returns below /proc.
 * @throws the error of the file system
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder) {
      await makeFolder(dirname(folder));
      await mkdir(folder);
    } else if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
      throw error;
    }
  }
}

/**
 * @param root exists
 * @throws Error for a link in the place of a folder below the root, or of the file system; the old file stays
 */
export async function writeInFolder(root: string, path: string, content: Buffer): Promise<void> {
  let folder = root;
  for (const name of dirname(path).split('/')) {
    folder = join(folder, name);
    await makeFolder(folder);
    if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is a link, not a folder`);
  }
  const file = join(root, path);
  await removeLeftovers(file);
  await replaceFile(file, content);
}

async function readNamed(root: string, path: string): Promise<Buffer | undefined> {
  try {
    return await readRegularFile(join(root, path));
  } catch (cause) {
    throw new Error(`${path}: ${(cause as Error).message}`, { cause });
  }
}

async function filesBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await unlessMissing(readdir(join(root, folder), { recursive: true, withFileTypes: true }));
  return (entries ?? [])
    .filter((entry) => entry.isFile() && !TEMPORARY_NAME.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
