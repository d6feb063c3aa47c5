// Replaces a file as a whole: a temporary file in the same folder, then rename, so that readers see either the old file or the new
// one. The owner of the folder may be hostile: only regular files are read and replaced, and no link is followed.
import { randomBytes } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';
import { constants, lstat, open, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../io.ts';

/** The random part cannot be foreseen; the leading dot and the ending keep node-exporter, Prometheus and rsyslog away. */
export const TEMPORARY_NAME = /^\.rsyslog-pstat-[0-9a-f]{16}\.tmp$/;
const temporaryName = (): string => `.rsyslog-pstat-${randomBytes(8).toString('hex')}.tmp`;

/** A write takes milliseconds: an older temporary file belongs to a process that was killed. */
export const LEFTOVER_MS = 60_000;

/**
 * Without fsync: after a crash of the machine the next run replaces the file, and the rename never leaves an empty one.
 *
 * @param mode default: that of the replaced file, else as the umask has it
 * @throws Error when something other than a regular file has this name, or the file system refuses; the old file stays
 */
export async function replaceFile(file: string, content: Uint8Array | string, mode?: number): Promise<void> {
  const old = await unlessMissing(lstat(file));
  if (old) requireRegular(old);
  const keptMode = mode ?? (old && old.mode & 0o777);
  const temporary = join(dirname(file), temporaryName());
  const handle = await createFile(temporary);
  try {
    try {
      if (keptMode !== undefined) await handle.chmod(keptMode);
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

/** @throws Error with the code EEXIST for anything that has this name, links included */
export function createFile(path: string): Promise<FileHandle> {
  return open(path, constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW | constants.O_WRONLY);
}

/**
 * @returns the content, undefined when there is no such file
 * @throws Error when it is no regular file, or cannot be read
 */
export async function readRegularFile(file: string): Promise<Buffer | undefined> {
  const found = await unlessMissing(lstat(file));
  if (!found) return undefined;
  requireRegular(found);
  // It may be another file by now: a FIFO without a writer must not block the opening.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    requireRegular(await handle.stat());
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Takes the name of a file to replace from a flag. @throws UsageError when replaceFile would refuse it now */
export function parseReplaceable(file: string): string {
  try {
    const old = lstatSync(file, { throwIfNoEntry: false });
    if (old) requireRegular(old);
    return file;
  } catch (cause) {
    throw new UsageError(`cannot be replaced: ${(cause as Error).message}`, { cause });
  }
}

/** Removes from the folder of the file what killed processes of this user left there. */
export async function removeLeftovers(file: string): Promise<void> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  for (const path of names.filter((name) => TEMPORARY_NAME.test(name)).map((name) => join(folder, name))) {
    const stats = await lstat(path).catch(() => undefined);
    const isOurs = stats !== undefined && stats.isFile() && stats.uid === process.geteuid?.();
    if (isOurs && Date.now() - stats.mtimeMs > LEFTOVER_MS) await unlink(path).catch(() => {});
  }
}

/** @returns what is read, undefined when there is no such file or folder */
export async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function requireRegular(stats: Stats): void {
  if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}, not a regular file`);
}

function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
