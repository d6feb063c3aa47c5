// Datagrams: several senders, bursts, who may send, and addresses that cannot be listened on.
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/io.ts';
import { freePort, isBound } from '../../peers/port.ts';
import { until } from '../../peers/until.ts';
import { batchText, batchTexts, LINES_PER_BATCH, numbers } from '../batches.ts';
import { open } from '../opened.ts';
import { sendDatagrams } from './sockets.ts';

const linesOf = (text: string) => text.split('\n').slice(0, -1);

test.each([
  ['a line each, without its end', linesOf(batchTexts(1, 3))],
  ['a line each, with its end', linesOf(batchTexts(1, 3)).map((line) => `${line}\n`)],
  ['several lines each', [batchText(1), batchText(2), batchText(3)]],
  ["several lines each, without the last one's end", [1, 2, 3].map((seq) => batchText(seq).trimEnd())],
])('datagrams with %s', async (_, datagrams) => {
  const port = await freePort();
  await using opened = await open(`udp://127.0.0.1:${port}`);
  await sendDatagrams(port, datagrams);
  await opened.untilComplete(3);
  expect(opened.sequence()).toEqual([1, 2, 3]);
  expect(opened.collector.counts.lines).toBe(3 * LINES_PER_BATCH);
  expect(opened.refusals).toEqual([]);
});

test('bursts of several senders at the same time are kept apart', async () => {
  const port = await freePort();
  await using opened = await open(`udp://127.0.0.1:${port}`);
  const senders = numbers(1, 8).map((n) => `127.0.0.${n}`);
  const bursts = 10;
  const perBurst = 10;
  for (let burst = 0; burst < bursts; burst++) {
    const first = burst * perBurst + 1;
    const lines = linesOf(batchTexts(first, first + perBurst - 1));
    await Promise.all(senders.map((from) => sendDatagrams(port, lines, { from })));
    // The kernel drops what its buffer cannot hold; each burst is well below that.
    await opened.untilComplete(senders.length * (first + perBurst - 1));
  }
  expect(opened.collector.counts.batches.incomplete).toBe(0);
  expect(opened.collector.store.sources.size).toBe(senders.length);
  expect(opened.sequence().sort((a, b) => a - b)).toEqual(
    numbers(1, bursts * perBurst).flatMap((seq) => senders.map(() => seq)),
  );
});

describe('--udp.allow', () => {
  test.each([
    ['an address', ['127.0.0.2']],
    ['a block', ['127.0.0.2/31']],
    ['one of several', ['192.0.2.0/24', '2001:db8::/32', '127.0.0.2']],
  ])('%s', async (_, udpAllow) => {
    const port = await freePort();
    await using opened = await open(`udp://127.0.0.1:${port}`, { options: { udpAllow } });
    await sendDatagrams(port, [batchText(7), batchText(8)], { from: '127.0.0.9' });
    await sendDatagrams(port, [batchText(1)], { from: '127.0.0.2' });
    await opened.untilComplete(1);
    expect(opened.sequence()).toEqual([1]);
    expect(opened.refused.sender_not_allowed).toBe(2);
    expect(opened.log.filter((line) => line.startsWith('warn datagram refused'))).toHaveLength(1);
  });

  test('IPv4 senders of a socket for both', async () => {
    const port = await freePort();
    await using opened = await open(`udp://[::]:${port}`, { options: { udpAllow: ['127.0.0.2'] } });
    await sendDatagrams(port, [batchText(7)], { from: '127.0.0.9' });
    await sendDatagrams(port, [batchText(1)], { from: '127.0.0.2' });
    await opened.untilComplete(1);
    expect(opened.sequence()).toEqual([1]);
    expect(opened.refused.sender_not_allowed).toBe(1);
  });
});

describe('where it listens', () => {
  test('on loopback when no host is given', async () => {
    const port = await freePort();
    await using opened = await open(`udp://:${port}`);
    expect(opened.log.join()).toContain(
      `info listening {"input":"udp://:${port}","address":"127.0.0.1","port":${port}}`,
    );
    expect(opened.log.join()).not.toContain('warn ');
  });

  test('on IPv6', async () => {
    const port = await freePort();
    await using opened = await open(`udp://[::1]:${port}`);
    await sendDatagrams(port, [batchText(1)], { from: '::1', to: '::1' });
    await opened.untilComplete(1);
  });

  test('everywhere only when asked for, and with a word about it', async () => {
    const port = await freePort();
    await using opened = await open(`udp://0.0.0.0:${port}`);
    expect(opened.log.join()).toContain('warn any host that reaches this port can send statistics');
  });

  test('nowhere once it is closed', async () => {
    const port = await freePort();
    const opened = await open(`udp://:${port}`);
    expect(await isBound('udp', port)).toBe(true);
    await opened.input.close();
    await opened.input.close();
    await opened.input.done;
    await until('the port to be free', async () => !(await isBound('udp', port)));
  });
});

test('a port that is in use', async () => {
  const port = await freePort();
  await open(`udp://:${port}`);
  const opening = open(`udp://:${port}`);
  await expect(opening).rejects.toThrow(UsageError);
  await expect(opening).rejects.toThrow(`--input udp://:${port}: cannot listen: another program listens there already`);
});

test('an address that this machine does not have', async () => {
  await expect(open('udp://192.0.2.1:5140')).rejects.toThrow('this machine does not have that address');
});
