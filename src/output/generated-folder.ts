// Reads the folder of generated files, and replaces single files atomically. Does not interpret their contents, and deletes none.
import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Paths below the folder, with slashes. */
export type FolderContent = ReadonlyMap<string, Buffer>;

/**
 * @param folders read recursively, below `root`
 * @param paths further files to read, below `root`
 * @returns contents; missing folders and files are left out
 * @throws the error of the file system for what exists and cannot be read
 */
export async function readFolder(
  root: string,
  folders: readonly string[],
  paths: readonly string[],
): Promise<FolderContent> {
  const listed = await Promise.all(folders.map((folder) => filesBelow(root, folder)));
  const all = [...new Set([...listed.flat(), ...paths])].sort();
  const contents = await Promise.all(all.map((path) => unlessMissing(readFile(join(root, path)))));
  return new Map(
    all.flatMap((path, index) => {
      const content = contents[index];
      return content === undefined ? [] : [[path, content] as const];
    }),
  );
}

/**
 * Writes a temporary file beside it and renames it: an interrupted run leaves either the old file or the new one.
 * @throws the error of the file system
 */
export async function replaceFile(root: string, path: string, content: Buffer): Promise<void> {
  const file = join(root, path);
  const temporary = `${file}.${process.pid}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

async function filesBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await unlessMissing(readdir(join(root, folder), { recursive: true, withFileTypes: true }));
  return (entries ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
