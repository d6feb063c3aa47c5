// Signals possible changes of a file: at once with inotify, else each second. A signal is a hint only: file systems without inotify
// (NFS, some container mounts) give none, others too many.
import { basename, dirname } from 'node:path';
import { watch } from 'chokidar';
import type { Log } from '../../log.ts';

const POLL_MS = 1000;

export interface FileWatchEvents {
  /** the file may have changed */
  hint(): void;
  /** a second has passed */
  tick(): void;
}

/** @returns stops watching */
export function watchFile(path: string, { hint, tick }: FileWatchEvents, log: Log): () => Promise<void> {
  const folder = dirname(path);
  // The folder is watched: a watch on the file would stay with the old one after a rename and could not begin before the file
  // exists. A missing folder is covered by the timer.
  const watcher = watch(folder, {
    depth: 0,
    ignoreInitial: true,
    ignored: (candidate) => candidate !== folder && candidate !== path,
  });
  watcher.on('all', hint);
  // `all` omits events within 50 ms of another; `raw` does not.
  watcher.on('raw', (_event, name) => {
    if (name === basename(path) || name === null || name === undefined) hint();
  });
  watcher.on('ready', hint);
  watcher.on('error', (cause) => {
    log.debug('cannot watch the folder; checking each second', { folder, error: (cause as Error).message });
  });
  const timer = setInterval(tick, POLL_MS);
  return async () => {
    clearInterval(timer);
    await watcher.close();
  };
}
