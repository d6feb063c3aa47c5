// Bounds connections. At the limit a new connection replaces the one that has gone longest without progress, and a response that
// takes too long is cut off: idle and slow clients are dropped for scrapes. Counts what Node refuses before there is a request.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpRefusals } from './refusals.ts';

export interface ConnectionLimits {
  /** connections per address at the same time */
  readonly connections: number;
  /** from a request to the end of its response, however slowly the client reads */
  readonly responseTimeoutMs: number;
}

/** @param server of HTTP or HTTPS, before it listens */
export function boundConnections(server: Server, limits: ConnectionLimits, refusals: HttpRefusals): void {
  // In the order of progress, the longest without it first. Bytes are no progress: a slow client sends them one by one.
  const byPeer = new Map<string, Socket>();
  const noteProgress = (peer: string): void => {
    const socket = byPeer.get(peer);
    if (socket === undefined) return;
    byPeer.delete(peer);
    byPeer.set(peer, socket);
  };

  server.on('connection', (socket: Socket) => {
    const [longest] = byPeer;
    if (longest !== undefined && byPeer.size >= limits.connections) {
      byPeer.delete(longest[0]);
      longest[1].destroy();
      refusals.connections++;
    }
    const peer = peerOf(socket);
    byPeer.set(peer, socket);
    socket.once('close', () => {
      if (byPeer.get(peer) === socket) byPeer.delete(peer);
    });
  });

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code !== 'ECONNRESET') {
      refusals[error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'bad_request']++;
      const status = STATUS.get(error.code) ?? '400 Bad Request';
      // Not into the middle of a response.
      const mayAnswer = socket instanceof Socket && socket.writable && socket.bytesWritten === 0;
      if (mayAnswer) socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    }
    socket.destroy();
  });

  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const peer = peerOf(socket);
    noteProgress(peer);
    const timer = setTimeout(() => {
      refusals.slow_reader++;
      socket.destroy();
    }, limits.responseTimeoutMs);
    response.once('close', () => {
      clearTimeout(timer);
      noteProgress(peer);
    });
  });
}

/** What Node answers by itself where this is not handled. */
const STATUS: ReadonlyMap<string | undefined, string> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
]);

/** The same for a TLS socket and for the TCP socket that carries it. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
