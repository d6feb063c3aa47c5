// Free ports on loopback, and whether a port is in use, without connecting to it. Linux only, as the peers are.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

// Below the kernel's range for outgoing connections: a port from that range may be taken between our look and its use.
const FIRST = 20_000;
const COUNT = 12_000;
const handedOut = new Set<number>();

/** @returns a port of 127.0.0.1 that is free for TCP and for UDP, and that this process has not handed out before */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (handedOut.has(port)) continue;
    if ((await tcpIsFree(port)) && (await udpIsFree(port))) {
      handedOut.add(port);
      return port;
    }
  }
  throw new Error(`no free port between ${FIRST} and ${FIRST + COUNT}`);
}

async function tcpIsFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

async function udpIsFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
  } catch {
    return false;
  } finally {
    socket.close();
  }
  return true;
}

const TCP_LISTEN = '0A';

/**
 * Reads the kernel's tables instead of connecting: a connection would show up in the counters under test.
 *
 * @param pid a process whose network namespace is looked at; default: the own one
 * @returns true when some process listens on the TCP port, or has the UDP port bound, on any address
 */
export async function isBound(protocol: 'tcp' | 'udp', port: number, pid: number | 'self' = 'self'): Promise<boolean> {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  for (const table of [protocol, `${protocol}6`]) {
    const text = await readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const [, local, , state] = line.trim().split(/\s+/);
      if (local?.endsWith(`:${wanted}`) === true && (protocol === 'udp' || state === TCP_LISTEN)) return true;
    }
  }
  return false;
}
