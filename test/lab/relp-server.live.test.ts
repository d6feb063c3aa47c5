import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../peers/port.ts';
import { until } from '../peers/until.ts';
import { createRelpServer, type RelpServer } from './relp-server.ts';

let server: RelpServer;
let client: Socket;
let answers = '';

beforeEach(async () => {
  const port = await freePort();
  server = createRelpServer(port);
  await server.start();
  answers = '';
  client = connect(port, '127.0.0.1');
  client.setEncoding('utf8').on('data', (text: string) => (answers += text));
  await once(client, 'connect');
});

afterEach(async () => {
  client.destroy();
  await server.stop();
});

describe('frames', () => {
  test('an offer is answered', async () => {
    client.write('1 open 15 relp_version=0\n\n');
    await until('an answer', () => answers.endsWith('commands=syslog\n'));
    expect(answers).toMatch(/^1 rsp \d+ 200 OK\n/);
  });

  test('a message that comes in pieces is taken and acknowledged once', async () => {
    for (const piece of ['2 sys', 'log 5 a', ' b\nc', '\n']) {
      client.write(piece);
      await new Promise(setImmediate);
    }
    await until('an answer', () => answers !== '');
    expect(answers).toBe('2 rsp 6 200 OK\n');
    expect(server.received()).toEqual(['a b\nc']);
  });

  test('lengths count bytes', async () => {
    client.write('2 syslog 3 äx\n3 syslog 1 y\n');
    await until('two messages', () => server.received().length === 2);
    expect(server.received()).toEqual(['äx', 'y']);
  });

  test('a close ends the connection', async () => {
    client.write('3 close 0\n');
    await once(client, 'end');
    expect(answers).toBe('3 rsp 0\n0 serverclose 0\n');
  });

  test('what is no frame ends the connection', async () => {
    client.write('GET / HTTP/1.1\r\n'.padEnd(80, 'x'));
    await once(client, 'close');
    expect(server.received()).toEqual([]);
  });
});

test('a server that never acknowledges goes on reading, and answers offers', async () => {
  server.acknowledge('never');
  client.write('2 syslog 1 a\n3 open 0\n');
  await until('the answer to the offer', () => answers.includes('3 rsp'));
  expect(answers).not.toContain('2 rsp');
  expect(server.received()).toEqual(['a']);
});

test('late acknowledgements come in their order', async () => {
  server.acknowledge({ everyMs: 5 });
  client.write('2 syslog 1 a\n3 syslog 1 b\n');
  await until('both', () => answers === '2 rsp 6 200 OK\n3 rsp 6 200 OK\n');
});
