// The common part of TCP and Unix sockets: one stream per connection, with limits on their number and on their silence. It only
// reads. A connection with an error is closed; the listener continues.
import { once } from 'node:events';
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { createAllowList } from './allow-list.ts';
import { FrameReader } from './framing.ts';
import type { Input, InputContext } from '../input.ts';
import { createRefuse } from './refusals.ts';

/** Silence after which the kernel probes the peer. */
const KEEP_ALIVE_MS = 60_000;

export interface StreamServer extends Input {
  readonly server: Server;
}

/**
 * @param input its URL, the name of its streams
 * @throws the error of the system when it cannot listen
 */
export async function listenForStreams(
  input: string,
  options: ListenOptions,
  context: InputContext,
): Promise<StreamServer> {
  const { io, log } = context;
  const { maxFrameBytes, tcpIdleMs, tcpMaxConnections } = context.options;
  const refuse = createRefuse(input, context);
  const isAllowed = createAllowList(context.options.tcpAllow);
  /** with the promise that its last bytes are passed on */
  const connections = new Map<Socket, Promise<void>>();

  const accept = (socket: Socket): void => {
    const peer = socket.remoteAddress ?? '';
    // A Unix socket has no addresses; its permissions say who may send.
    if (peer !== '' && !isAllowed(peer)) {
      refuse('sender_not_allowed', 'connection refused: its sender is not in --tcp.allow', { peer });
      socket.destroy();
      return;
    }
    const stream = context.stream(input, peer);
    const frames = new FrameReader(stream, maxFrameBytes, (detail) => {
      refuse('framing_error', 'framing error on a connection', { peer, detail });
    });
    socket.on('data', (chunk) => {
      if (!frames.write(chunk, io.now())) socket.destroy();
    });
    socket.on('timeout', () => {
      refuse('idle_connection', 'connection closed: silent for --tcp.idle-timeout', { peer });
      socket.destroy();
    });
    socket.on('error', (cause) => log.debug('connection failed', { input, peer, error: cause.message }));
    const over = new Promise<void>((resolve) => {
      socket.once('close', () => {
        connections.delete(socket);
        frames.end(io.now());
        stream.close();
        resolve();
      });
    });
    connections.set(socket, over);
    socket.setTimeout(tcpIdleMs);
  };

  const server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, accept);
  server.maxConnections = tcpMaxConnections;
  server.on('drop', (peer) => {
    refuse('too_many_connections', 'connection refused: --tcp.max-connections reached', {
      peer: peer?.remoteAddress,
    });
  });
  server.listen(options);
  await once(server, 'listening');
  server.on('error', (cause) => log.error('listener failed', { input, error: cause.message }));

  const done = new Promise<void>((resolve) => server.once('close', () => resolve()));
  return {
    server,
    done,
    close: async () => {
      if (server.listening) server.close();
      for (const socket of connections.keys()) socket.destroy();
      await Promise.all([done, ...connections.values()]);
    },
  };
}
