// Connections: both framings, many at a time, limits on number and silence, and what is left when one breaks.
import { once } from 'node:events';
import type { NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/io.ts';
import { freePort } from '../../peers/port.ts';
import { tempDir } from '../../peers/temp.ts';
import { until } from '../../peers/until.ts';
import { batchText, batchTexts, numbers } from '../batches.ts';
import { open } from '../opened.ts';
import { closed, connected } from './sockets.ts';

const asCounted = (text: string) =>
  text.replaceAll(/^(.*)\n/gm, (_, line: string) => `${Buffer.byteLength(line)} ${line}`);

/** Both inputs read the same; each test gets a separate address. */
const KINDS: [string, () => Promise<{ url: string; target: NetConnectOpts }>][] = [
  [
    'tcp',
    async () => {
      const port = await freePort();
      return { url: `tcp://127.0.0.1:${port}`, target: { port, host: '127.0.0.1' } };
    },
  ],
  [
    'unix',
    async () => {
      const path = join(tempDir(), 'socket');
      return { url: `unix:${path}`, target: { path } };
    },
  ],
];

describe.each(KINDS)('%s', (_, place) => {
  test.each([
    ['newlines', (text: string) => text],
    ['octet counts', asCounted],
  ])('reads connections with %s, one after the other and at the same time', async (_, framed) => {
    const { url, target } = await place();
    await using opened = await open(url);
    const first = await connected(target);
    first.end(framed(batchTexts(1, 50)));
    await closed(first);
    await opened.untilComplete(50);
    expect(opened.sequence()).toEqual(numbers(1, 50));
    expect(opened.refusals).toEqual([]);

    const [one, other] = [await connected(target), await connected(target)];
    // Their lines come in pieces and in turn; connections do not mix.
    for (const seq of numbers(51, 60)) {
      for (const socket of [one, other]) {
        const read = opened.collector.counts.lines;
        socket.write(framed(batchText(seq)));
        await until('the lines to be read', () => opened.collector.counts.lines >= read + 6);
      }
    }
    expect(opened.collector.counts.batches).toEqual({ complete: 70, incomplete: 0, unbracketed: 0 });
    expect(opened.refusals).toEqual([]);
  });

  test('a line that the sender did not finish counts when the connection is over', async () => {
    const { url, target } = await place();
    await using opened = await open(url);
    const socket = await connected(target);
    socket.end('{ "name": "a", "origin": "core.queue", "size": 3 }');
    await until('the line to be read', () => opened.collector.counts.lines === 1);
    expect(opened.refusals).toEqual([]);
  });

  test('what came in is handed on when the input is closed', async () => {
    const { url, target } = await place();
    const opened = await open(url);
    const socket = await connected(target);
    socket.write(`${batchText(1)}{ "name": "a", "origin": "core.queue", "size": 3 }`);
    await opened.untilComplete(1);
    await opened.input.close();
    expect(opened.collector.counts.lines).toBe(7);
    await closed(socket);
    await opened.input.done;
  });

  test('no more connections than allowed; a place that is free again is given away', async () => {
    const { url, target } = await place();
    await using opened = await open(url, { options: { tcpMaxConnections: 2 } });
    const [first] = [await connected(target), await connected(target)];
    await closed(await connected(target));
    await until('the refusal to be counted', () => opened.refused.too_many_connections === 1);
    first.end();
    await closed(first);
    // The other side may learn of it a moment later.
    await until('a connection to be accepted', async () => {
      const socket = await connected(target);
      socket.write(batchText(1));
      await Promise.race([closed(socket), opened.untilComplete(1)]);
      return opened.sequence().length === 1;
    });
  });

  test('a connection on which nothing comes is closed', async () => {
    const { url, target } = await place();
    await using opened = await open(url, { options: { tcpIdleMs: 50 } });
    const socket = await connected(target);
    socket.write(batchText(1));
    await closed(socket);
    expect(opened.sequence()).toEqual([1]);
    expect(opened.refused.idle_connection).toBe(1);
  });

  test('a connection with a count that cannot be is closed, others live on', async () => {
    const { url, target } = await place();
    await using opened = await open(url, { options: { maxFrameBytes: 1000 } });
    const other = await connected(target);
    const socket = await connected(target);
    socket.write('5000 <46>');
    await closed(socket);
    expect(opened.refused.framing_error).toBe(1);
    other.write(batchText(1));
    await opened.untilComplete(1);
  });

  test('a broken connection leaves the others alone', async () => {
    const { url, target } = await place();
    await using opened = await open(url);
    const socket = await connected(target);
    socket.write(batchText(1));
    await opened.untilComplete(1);
    if ('port' in target) socket.resetAndDestroy();
    else socket.destroy();
    await closed(socket);
    const other = await connected(target);
    other.write(batchText(2));
    await opened.untilComplete(2);
  });

  test('an address that is in use', async () => {
    const { url } = await place();
    await open(url);
    const opening = open(url);
    await expect(opening).rejects.toThrow(UsageError);
    await expect(opening).rejects.toThrow(/in use|another program listens there/);
  });
});

test('listens on loopback when no host is given', async () => {
  const port = await freePort();
  await using opened = await open(`tcp://:${port}`);
  expect(opened.log).toEqual([`info listening {"input":"tcp://:${port}","address":"127.0.0.1","port":${port}}`]);
});

test('listens everywhere only when asked for, and with a word about it', async () => {
  await using opened = await open(`tcp://0.0.0.0:${await freePort()}`);
  expect(opened.log.join()).toContain('warn any host that reaches this port');
});

test('a peer without a name in its lines is distinguished by its address', async () => {
  const port = await freePort();
  await using opened = await open(`tcp://0.0.0.0:${port}`);
  for (const localAddress of ['127.0.0.2', '127.0.0.3']) {
    const socket = await connected({ port, host: '127.0.0.1', localAddress });
    socket.end(batchText(1));
    await once(socket, 'close');
  }
  await opened.untilComplete(2);
  expect(opened.collector.store.sources.size).toBe(2);
});

test('tcp: senders that --tcp.allow does not list are refused and counted, the others are read', async () => {
  const port = await freePort();
  await using opened = await open(`tcp://127.0.0.1:${port}`, { options: { tcpAllow: ['127.0.0.2/32'] } });
  const stranger = await connected({ port, host: '127.0.0.1', localAddress: '127.0.0.3' });
  stranger.write(batchTexts(100, 101));
  await closed(stranger);
  const allowed = await connected({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
  allowed.end(batchTexts(1, 5));
  await opened.untilComplete(5);
  expect([opened.sequence(), opened.refused.sender_not_allowed]).toEqual([numbers(1, 5), 1]);
});

test('tcp: the memory of lines is free when the connections are closed', async () => {
  const port = await freePort();
  await using opened = await open(`tcp://127.0.0.1:${port}`);
  const { lines } = opened.collector.store.memory;
  const connections = [await connected({ port, host: '127.0.0.1' }), await connected({ port, host: '127.0.0.1' })];
  for (const connection of connections) connection.write(`${batchTexts(1, 5)}{ "name": "unfinished`);
  await opened.untilComplete(10);
  expect(lines.used).toBeGreaterThan(0);
  for (const connection of connections) connection.destroy();
  opened.collector.removeSilent(Date.now() + 3_600_000);
  await until('the memory to be free', () => lines.used === 0);
});
