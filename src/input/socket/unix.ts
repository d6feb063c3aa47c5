// The input `unix:PATH`: a stream socket in the file system, read like a TCP connection. It replaces the socket file of a dead
// process. It refuses a path with a socket in use, or with anything else.
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../io.ts';
import type { Input, InputContext } from '../input.ts';
import { cannotListen } from '../../flags/listen-address.ts';
import type { PathUrl } from '../url.ts';
import { listenForStreams } from './stream-server.ts';

/** Linux: 108 bytes with the NUL. A longer path would be truncated silently. */
const LONGEST_PATH_BYTES = 107;

export async function openUnix(url: PathUrl, context: InputContext): Promise<Input> {
  const { text: input } = url;
  const path = resolve(url.path);
  if (Buffer.byteLength(path) > LONGEST_PATH_BYTES) {
    throw new UsageError(`--input ${input}: the path of a socket has at most ${LONGEST_PATH_BYTES} bytes`);
  }
  // Node reports EACCES for a missing folder.
  if (!existsSync(dirname(path))) throw new UsageError(`--input ${input}: cannot listen: the folder does not exist`);
  await removeStale(path, input);
  try {
    // Until the chmod, only the user of this process can connect.
    const { server: _, ...opened } = await listenForStreams(input, { path }, context);
    chmodSync(path, context.options.unixMode);
    context.log.info('listening', { input });
    return opened;
  } catch (cause) {
    throw cannotListen(`--input ${input}`, cause);
  }
}

/** @throws UsageError when the path is a socket in use, or is not a socket */
async function removeStale(path: string, input: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isSocket()) throw new UsageError(`--input ${input}: the path exists and is not a socket`);
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
