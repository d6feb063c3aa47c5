// The input `unix:PATH`: a stream socket in the file system, read like a TCP connection. A socket file that a dead process left
// is replaced, one that somebody listens on is not, and anything else at the path is never touched.
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../io.ts';
import type { Input, InputContext } from '../input.ts';
import { cannotListen } from '../../flags/listen-address.ts';
import type { PathUrl } from '../url.ts';
import { listenForStreams } from './stream-server.ts';

/** Linux: 108 bytes with the NUL. A longer path would be cut without a word. */
const LONGEST_PATH_BYTES = 107;

export async function openUnix(url: PathUrl, context: InputContext): Promise<Input> {
  const { text: input } = url;
  const path = resolve(url.path);
  if (Buffer.byteLength(path) > LONGEST_PATH_BYTES) {
    throw new UsageError(`--input ${input}: the path of a socket has at most ${LONGEST_PATH_BYTES} bytes`);
  }
  // Node would call it "not permitted".
  if (!existsSync(dirname(path))) throw new UsageError(`--input ${input}: cannot listen: the folder does not exist`);
  await removeStale(path, input);
  try {
    // Until the chmod only our own user can connect: nobody else may write to it.
    const { server: _, ...opened } = await listenForStreams(input, { path }, context);
    chmodSync(path, context.options.unixMode);
    context.log.info('listening', { input });
    return opened;
  } catch (cause) {
    throw cannotListen(`--input ${input}`, cause);
  }
}

/** @throws UsageError when the path is taken by something that is in use, or no socket */
async function removeStale(path: string, input: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isSocket()) throw new UsageError(`--input ${input}: there is something at the path that is not a socket`);
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw cannotListen(`--input ${input}`, cause);
    unlinkSync(path);
    return;
  } finally {
    socket.destroy();
  }
  throw new UsageError(`--input ${input}: another program listens there`);
}
