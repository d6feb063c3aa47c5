// The folder that generated files live in: what is there, and replacing single files so that no reader sees half of one. Knows
// nothing about what is in the files, and deletes none.
import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Paths below the folder, with slashes. */
export type FolderContent = ReadonlyMap<string, Buffer>;

/**
 * @param folders everything below these is read
 * @param paths these files are read wherever they are
 * @throws for what is there and cannot be read; what is not there is left out
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

/** Temporary file beside it, then rename: a run that is stopped in the middle leaves the old file or the new one. */
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
