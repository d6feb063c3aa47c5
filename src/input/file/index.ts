// The input `file:PATH`: follows the file that impstats writes with log.file.
//
// It starts with the last whole emission that is in the file, which is taken to be as old as the file, and reads on from there;
// a file that does not exist yet is waited for and read from its beginning. It stays with the open file, so after a rename
// (logrotate's create, log.file.overwrite) the rest of the old file is read before the new one, and the new one is begun only
// when something is in it, as rsyslog goes on with the old one until it gets its HUP. Files that came and went before we could
// look are found under the names that rotations give (PATH.1, PATH-20260102). A file whose last bytes are no longer there was
// truncated and is read from its start; what was left unread is looked for in the copy that copytruncate made.
// Lost is: what copytruncate's program loses itself (written between copy and truncation, and not read by us before); a file
// that was rotated and compressed, removed or, with log.file.overwrite, replaced again before we looked; and on file systems
// without time of birth, files that were rotated twice between two looks. We look at each change, or each second where the
// kernel does not tell. No emission is read twice, unless somebody writes an old one into a new file.
// Symbolic links are followed. Refused are folders, devices and pipes (for those there is `-`).
import { resolve } from 'node:path';
import { UsageError } from '../../io.ts';
import { FileFollower } from './follower.ts';
import { FileTrimmer } from './trimmer.ts';
import { watchFile } from './watch.ts';
import { NotAFileError } from './open-file.ts';
import type { Input, InputContext } from '../input.ts';
import type { PathUrl } from '../url.ts';

/** Chunks that are read before other work gets its turn. */
const STEPS_PER_TURN = 16;

export async function openFile(url: PathUrl, { io, log, options, stream }: InputContext): Promise<Input> {
  const path = resolve(url.path);
  const follower = new FileFollower(path, stream(url.text), io, log);
  const limit = options.fileTruncateAboveBytes;
  const trimmer = limit === undefined ? undefined : new FileTrimmer(path, limit, log);

  /** @returns whether there may be more */
  const turn = (): boolean => {
    for (let steps = 0; steps < STEPS_PER_TURN; steps++) if (!follower.step()) return false;
    return true;
  };
  let next: NodeJS.Immediate | undefined;
  let isClosed = false;
  const hint = (): void => {
    if (isClosed) return;
    next ??= setImmediate(() => {
      next = undefined;
      if (turn()) hint();
    });
  };
  const tick = (): void => {
    hint();
    if (follower.onlyFile) trimmer?.tick(follower.onlyFile);
  };
  firstLook(follower, url);
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
      // What was written until the program was asked to stop, as rsyslog's last emission at a shutdown of both.
      turn();
      follower.close();
      finish();
    },
  };
}

function firstLook(follower: FileFollower, { text }: PathUrl): void {
  try {
    follower.step();
  } catch (cause) {
    if (!(cause instanceof NotAFileError)) throw cause;
    const advice = 'is not a file that can be followed; for a pipe use - and "< PIPE"';
    throw new UsageError(`--input ${text}: ${advice}`, { cause });
  }
}
