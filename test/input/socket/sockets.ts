// What the tests of the listening inputs send with: plain sockets on loopback.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { atEnd } from '../../peers/cleanup.ts';

/** @returns a connection that is destroyed at the end of the test file, if it still is there */
export async function connected(options: NetConnectOpts): Promise<Socket> {
  const socket = connect(options);
  atEnd(() => void socket.destroy());
  await once(socket, 'connect');
  // Who is closed by the other side gets an error or not, as it happens; `close` comes always.
  socket.on('error', () => {});
  socket.resume();
  return socket;
}

export const closed = (socket: Socket): Promise<unknown> => (socket.closed ? Promise.resolve() : once(socket, 'close'));

/** Sends one datagram after the other; resolves when the kernel has taken them all. */
export async function sendDatagrams(
  port: number,
  datagrams: readonly string[],
  { from = '127.0.0.1', to = '127.0.0.1' } = {},
): Promise<void> {
  const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind({ address: from, port: 0 });
    await once(socket, 'listening');
    for (const datagram of datagrams) {
      await new Promise<void>((resolve, reject) => {
        socket.send(datagram, port, to, (error) => (error ? reject(error) : resolve()));
      });
    }
  } finally {
    socket.close();
  }
}
