// The input `file:PATH`: follows the file that impstats writes with log.file.
//
// Start: the last whole batch in the file, dated by the file's modification time. A file that does not exist yet is waited for
// and read from its beginning.
// Rotation: the open file is read to its end after a rename (logrotate's create, log.file.overwrite). The new file is begun when
// it holds data, because rsyslog writes to the old one until its HUP. Files that came and went between two checks are found under
// the names of rotated files (PATH.1, PATH-20260102).
// Truncation: a file that lost the bytes last read is read from its start. The unread rest is taken from the copy that
// copytruncate made.
// Checks: at each change, and each second on file systems without notification.
// Data is lost when copytruncate itself loses it (written between copy and truncation); when a file is rotated and compressed,
// removed, or replaced twice with log.file.overwrite between two checks; and, without birth times in the file system, when a file
// is rotated twice between two checks. No batch is read twice unless an old one is written to a new file.
// Symbolic links are followed. Folders, devices and pipes are refused (use `-` for a pipe).
import { resolve } from 'node:path';
import { UsageError } from '../../io.ts';
import { FileFollower } from './follower.ts';
import { FileTrimmer } from './trimmer.ts';
import { watchFile } from './watch.ts';
import { NotAFileError } from './open-file.ts';
import type { Input, InputContext } from '../input.ts';
import type { PathUrl } from '../url.ts';

/** Chunks that are read before the event loop continues, and the time after which no further one is begun. */
const STEPS_PER_TURN = 16;
const TURN_MS = 50;

export async function openFile(url: PathUrl, { io, log, options, stream }: InputContext): Promise<Input> {
  const path = resolve(url.path);
  const follower = new FileFollower(path, stream(url.text), io, log);
  const limit = options.fileTruncateAboveBytes;
  const trimmer = limit === undefined ? undefined : new FileTrimmer(path, limit, log);

  /** @returns whether there may be more */
  const turn = (limitMs: number): boolean => {
    const startedAt = io.now();
    for (let steps = 0; steps < STEPS_PER_TURN && io.now() - startedAt < limitMs; steps++) {
      if (!follower.step()) return false;
    }
    return true;
  };
  let next: NodeJS.Immediate | undefined;
  let isClosed = false;
  const hint = (): void => {
    if (isClosed) return;
    next ??= setImmediate(() => {
      next = undefined;
      if (turn(TURN_MS)) hint();
    });
  };
  const tick = (): void => {
    hint();
    if (follower.onlyFile) trimmer?.tick(follower.onlyFile);
  };
  firstCheck(follower, url);
  hint();
  const unwatch = watchFile(path, { hint, tick }, log);

  let finish = (): void => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  return {
    done,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      clearImmediate(next);
      await unwatch();
      // Data up to the stop, such as rsyslog's last batch when both are shut down.
      turn(Infinity);
      follower.close();
      finish();
    },
  };
}

function firstCheck(follower: FileFollower, { text }: PathUrl): void {
  try {
    follower.step();
  } catch (cause) {
    if (!(cause instanceof NotAFileError)) throw cause;
    const advice = 'is not a file that can be followed; for a pipe use - and "< PIPE"';
    throw new UsageError(`--input ${text}: ${advice}`, { cause });
  }
}
