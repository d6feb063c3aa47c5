// What the soak sends: batches of hosts whose objects, dynstats keys and senders come and go, over connections that come and go.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from '../peers/until.ts';

export interface Sent {
  batches: number;
  connections: number;
}

/** Of each host: names change from batch to batch, their number does not, so what is held must not grow either. */
const OBJECTS = 5;
const KEYS = 100;
const SENDERS = 2;
/** Keys of dynstats are texts of messages, which may be long. */
const PADDING = 'key-'.repeat(25);
/** A host's names are used for so many of its batches; keys of dynstats for one. */
const LIFETIME = 2;

const hostName = (host: number): string => `host-${host}`;

/** Series of one host while its names live: the counters of batchOf(). */
export const SERIES_PER_HOST = OBJECTS * 2 + KEYS + SENDERS + 2;

/** @param number counts the batches of this host */
function batchOf(host: number, number: number): string {
  const generation = Math.floor(number / LIFETIME).toString(36);
  const names = (count: number, prefix: string, suffix = generation): string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}-${i}-${suffix}-${host}`);
  const keys = names(KEYS, PADDING, number.toString(36)).map((key) => `"${key}": ${number}`);
  const lines = [
    'BEGIN',
    `{ "name": "resource-usage", "origin": "impstats", "utime": ${number}, "stime": ${number} }`,
    ...names(OBJECTS, 'action').map(
      (name) => `{ "name": "${name}", "origin": "core.action", "processed": ${number}, "failed": 0 }`,
    ),
    `{ "name": "keys", "origin": "dynstats.bucket", "values": { ${keys.join(', ')} } }`,
    ...names(SENDERS, 'sender').map(
      (name) => `{ "name": "_sender_stat", "origin": "impstats", "sender": "${name}", "messages": ${number} }`,
    ),
    'END',
  ];
  return lines.map((line) => `<46>Nov 20 15:42:30 ${hostName(host)} rsyslogd-pstats: ${line}\n`).join('');
}

/** How far a host may be ahead of the others: those that stay connected would be through first. */
const STEP = 20;
export const WAIT = { deadlineMs: 600_000, everyMs: 20 };

/** How far the program may be behind: a sender that never waits would measure buffers. */
const MOST_AHEAD = 500;

/**
 * Each connection sends the batches of its host. Every other one is closed and opened again after some of them; the others
 * stay, so that what is kept for a connection adds up.
 *
 * @param batches in all
 * @param isRead waits until the program has read so many of them
 */
export async function send(
  port: number,
  batches: number,
  connections: number,
  sent: Sent,
  isRead: (batches: number) => Promise<void>,
): Promise<void> {
  const hosts = Array.from({ length: connections }, (_, host) => host);
  await Promise.all(
    hosts.map(async (host) => {
      const all = Math.floor(batches / connections) + (host < batches % connections ? 1 : 0);
      // Lengths that differ, so that not all connections are renewed at once.
      const perConnection = host % 2 === 1 ? all : 20 + ((host * 7) % 30);
      for (let number = 1; number <= all;) {
        const socket = await open(port);
        sent.connections++;
        for (const end = number + perConnection; number < end && number <= all; number++) {
          socket.write(batchOf(host, number));
          sent.batches++;
          await isRead(sent.batches - MOST_AHEAD);
          await until('the other hosts', () => number <= sent.batches / connections + STEP, WAIT);
        }
        // The end of the stream is read by the program before it closes: nothing is on its way any more.
        socket.end();
        await once(socket, 'close');
      }
    }),
  );
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  return socket;
}
