// Tells that something may have happened to a file: at once where the kernel says so, else each second. It says neither what
// nor whether: file systems without inotify (NFS, some container mounts) never call, others call too often.
import { basename, dirname } from 'node:path';
import { watch } from 'chokidar';
import type { Log } from '../../log.ts';

const POLL_MS = 1000;

export interface FileWatchEvents {
  /** something may have changed */
  hint(): void;
  /** a second has passed */
  tick(): void;
}

/** @returns stops watching */
export function watchFile(path: string, { hint, tick }: FileWatchEvents, log: Log): () => Promise<void> {
  const folder = dirname(path);
  // The folder, not the file: a watch on the file would stay with the old one when it is replaced, and cannot begin before it
  // exists. A folder that does not exist yet is waited for with the timer alone.
  const watcher = watch(folder, {
    depth: 0,
    ignoreInitial: true,
    ignored: (candidate) => candidate !== folder && candidate !== path,
  });
  watcher.on('all', hint);
  // The events above leave out what follows another one within 50 ms; these do not.
  watcher.on('raw', (_event, name) => {
    if (name === basename(path) || name === null || name === undefined) hint();
  });
  watcher.on('ready', hint);
  watcher.on('error', (cause) => {
    log.debug('cannot watch the folder; looking each second', { folder, error: (cause as Error).message });
  });
  const timer = setInterval(tick, POLL_MS);
  return async () => {
    clearInterval(timer);
    await watcher.close();
  };
}
