import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/io.ts';
import { startHttp } from '../../../src/output/http/server.ts';
import { zeroHttpRefusals } from '../../../src/output/http/refusals.ts';
import { BODY, comparePassword, get, probe } from './probe.ts';
import { until } from '../../peers/until.ts';

describe('routes', () => {
  test('metrics are the bytes of the page, with their length', async () => {
    const { url } = await probe();
    const reply = await get(`${url}/metrics?ignored=1`);
    expect(reply.status).toBe(200);
    expect(reply.body.equals(BODY)).toBe(true);
    expect(reply.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': String(BODY.length) });
    expect(reply.headers).not.toHaveProperty('content-encoding');
  });

  test('the telemetry path can be another, even the root', async () => {
    const { url } = await probe({ telemetryPath: '/' });
    expect((await get(url)).body.equals(BODY)).toBe(true);
    expect((await get(`${url}/metrics`)).status).toBe(404);
  });

  test.each(['/nothing', '/metrics/', '//metrics', '/-/'])('%s is not found', async (path) => {
    const { url } = await probe();
    expect((await get(url + path)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    const { url } = await probe();
    const reply = await get(`${url}/metrics`, { method });
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const { url } = await probe();
    const reply = await get(`${url}/metrics`, { method: 'HEAD' });
    expect([reply.status, reply.headers['content-length'], reply.body.length]).toEqual([200, String(BODY.length), 0]);
  });

  test.each([
    ['/-/healthy', 'unhealthy', 'healthy'],
    ['/-/ready', 'unready', 'ready'],
  ] as const)('%s says why it is not well', async (path, problem, good) => {
    const { url, pages } = await probe();
    expect(await get(url + path)).toMatchObject({ status: 200, body: Buffer.from(`${good}\n`) });
    pages[problem] = 'no report';
    expect(await get(url + path)).toMatchObject({ status: 503, body: Buffer.from(`not ${good}: no report\n`) });
  });

  test('the landing page links to the others and shows foreign text as text', async () => {
    const { url, pages } = await probe({ telemetryPath: '/m' });
    pages.landing = 'last batch of <b>"host"</b>';
    const reply = await get(url);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    const html = reply.body.toString();
    for (const path of ['/m', '/-/healthy', '/-/ready']) expect(html).toContain(`<a href="${path}">`);
    expect(html).toContain('last batch of &#60;b&#62;&#34;host&#34;&#60;/b&#62;');
  });
});

describe('the form of an answer', () => {
  test('gzip on request, from the same compressed bytes until the body changes', async () => {
    const { url, pages } = await probe();
    const accept = { headers: { 'Accept-Encoding': 'gzip' } };
    const reply = await get(`${url}/metrics`, accept);
    expect(reply.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(reply.body.length) });
    expect(reply.body.length).toBeLessThan(BODY.length / 5);
    expect(gunzipSync(reply.body).equals(BODY)).toBe(true);
    const next = Buffer.from(BODY.toString().replace('17', '18'));
    pages.metrics = async () => ({ contentType: 'text/plain', body: next });
    expect(gunzipSync((await get(`${url}/metrics`, accept)).body).equals(next)).toBe(true);
  });

  test('a tiny body is not compressed', async () => {
    const { url, pages } = await probe();
    pages.metrics = async () => ({ contentType: 'text/plain', body: Buffer.from('a 1\n') });
    const reply = await get(`${url}/metrics`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(reply.body.toString()).toBe('a 1\n');
  });

  test.each([
    [false, 'text/plain'],
    [true, 'application/openmetrics-text'],
  ])('OpenMetrics asked for and offered: %j', async (offersOpenMetrics, expected) => {
    const { url } = await probe({ offersOpenMetrics });
    const headers = { Accept: 'application/openmetrics-text; version=1.0.0' };
    expect((await get(`${url}/metrics`, { headers })).headers['content-type']).toBe(expected);
    expect((await get(`${url}/metrics`)).headers['content-type']).toBe('text/plain');
  });

  test('configured headers are on each answer', async () => {
    const { url } = await probe({ headers: new Map([['X-Frame-Options', 'deny']]) });
    for (const path of ['/', '/metrics', '/nothing'])
      expect((await get(url + path)).headers['x-frame-options']).toBe('deny');
  });
});

test('an error while making the page is one 500 and one log line, and nothing else', async () => {
  const { url, pages, logged } = await probe();
  const good = pages.metrics;
  pages.metrics = () => {
    throw new Error('a wrong number');
  };
  const reply = await get(`${url}/metrics`);
  expect([reply.status, reply.body.toString()]).toEqual([500, 'internal error, see the log\n']);
  expect(logged).toEqual([expect.stringContaining('a wrong number')]);
  pages.metrics = good;
  expect((await get(`${url}/metrics`)).status).toBe(200);
});

describe('listening', () => {
  const quiet = { info() {}, warn() {}, error() {} };
  const pages = {
    metrics: async () => ({ contentType: 'text/plain', body: BODY }),
    unready: () => undefined,
    unhealthy: () => undefined,
  };
  const options = {
    telemetryPath: '/metrics',
    offersOpenMetrics: false,
    comparePassword,
    refusals: zeroHttpRefusals(),
  };
  const address = (text: string, port: number) => ({ host: '127.0.0.1', port, text });

  test('on several addresses at once', async () => {
    const server = await startHttp({ ...options, addresses: [address('a', 0), address('b', 0)] }, pages, quiet);
    expect(new Set(server.urls).size).toBe(2);
    for (const url of server.urls) expect((await get(`${url}/-/healthy`)).status).toBe(200);
    await server.close();
    await server.close();
    for (const url of server.urls) await expect(get(url)).rejects.toThrow('ECONNREFUSED');
  });

  test('an address in use is the user’s to change, and leaves no other one open', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const other = (free.address() as AddressInfo).port;
    free.close();
    const starting = startHttp(
      { ...options, addresses: [address('first', other), address('taken', port)] },
      pages,
      quiet,
    );
    await expect(starting).rejects.toThrow(UsageError);
    await expect(starting).rejects.toThrow(
      '--web.listen-address taken: cannot listen: another program listens there already',
    );
    await expect(get(`http://127.0.0.1:${other}/`)).rejects.toThrow('ECONNREFUSED');
    squatter.close();
  });

  test('an address of another machine', async () => {
    const foreign = { host: '192.0.2.1', port: 0, text: '192.0.2.1:0' };
    await expect(startHttp({ ...options, addresses: [foreign] }, pages, quiet)).rejects.toThrow(
      '--web.listen-address 192.0.2.1:0: cannot listen: this machine does not have that address',
    );
  });
});

describe('connections', () => {
  const open = async (url: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').resume();
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };

  test('under way at close are ended once they are answered', async () => {
    // Far longer than the test may take: the end of this grace period cannot be what ends them.
    const { url, pages, close } = await probe({ limits: { closeTimeoutMs: 3_600_000 } });
    const { metrics } = pages;
    let answer: (() => void) | undefined;
    pages.metrics = async (accept) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return metrics(accept);
    };
    const reply = get(`${url}/metrics`, { agent: new Agent({ keepAlive: true }) });
    const release = await until('the request', () => answer);
    const closed = close();
    release();
    expect((await reply).status).toBe(200);
    await closed;
  });

  test('are kept for the next scrape, and ended at close', async () => {
    const { url, close } = await probe();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await get(`${url}/metrics`, { agent });
    await until('the connection to be free', () => Object.values(agent.freeSockets).flat().length === 1);
    const [socket] = Object.values(agent.freeSockets).flat();
    const port = socket?.localPort;
    await get(`${url}/metrics`, { agent });
    await until('the connection to be free again', () => Object.values(agent.freeSockets).flat().length === 1);
    expect(Object.values(agent.freeSockets).flat()[0]?.localPort).toBe(port);
    await close();
    await until('the connection to be gone', () => Object.values(agent.freeSockets).flat().length === 0);
  });

  test.each([
    ['sends nothing', ''],
    ['never ends its header', 'GET /metrics HTTP/1.1\r\nHost: x\r\n'],
  ])('a client that %s is cut off', async (_, text) => {
    const { url, refusals } = await probe({ limits: { headersTimeoutMs: 50 } });
    const socket = await open(url);
    socket.write(text);
    await once(socket, 'close');
    expect(refusals.request_timeout).toBe(1);
  });

  test('a client that stays silent after a response is cut off', async () => {
    const { url } = await probe({ limits: { keepAliveTimeoutMs: 50 } });
    const socket = await open(url);
    socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'close');
  });

  test('a client that never reads is cut off', async () => {
    const { url, pages } = await probe({ limits: { stalledTimeoutMs: 50 } });
    const body = Buffer.alloc(64 * 1024 * 1024, 'x');
    pages.metrics = async () => ({ contentType: 'text/plain', body });
    const socket = await open(url);
    socket.pause();
    socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('a connection', () => isConnected(url));
    await until('the server to have cut it off', async () => !(await isConnected(url)));
    socket.destroy();
  });

  test('a header beyond all measure is refused', async () => {
    const { url, refusals } = await probe();
    expect((await get(url, { headers: { 'X-Long': 'x'.repeat(20_000) } })).status).toBe(431);
    expect(refusals.bad_request).toBe(1);
  });

  test('a client that does not finish reading in time is cut off', async () => {
    const { url, pages, refusals } = await probe({ limits: { responseTimeoutMs: 50 } });
    pages.metrics = async () => ({ contentType: 'text/plain', body: Buffer.alloc(64 * 1024 * 1024, 'x') });
    const socket = await open(url);
    socket.pause();
    socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('the server to have cut it off', () => refusals.slow_reader === 1);
    socket.destroy();
  });

  test.each([
    ['send nothing', ''],
    ['never end their header', 'GET /metrics HTTP/1.1\r\nHost: x\r\n'],
    ['never read', 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('a crowd that keeps its connections and clients that %s give way to scrapes', async (_, text) => {
    const { url, refusals } = await probe({ limits: { connections: 50 } });
    const crowd = [];
    for (let index = 0; index < 300; index++) {
      const socket = await open(url);
      socket.pause().write(text);
      crowd.push(socket);
    }
    for (let scrape = 0; scrape < 20; scrape++) expect((await get(`${url}/metrics`)).status).toBe(200);
    expect(refusals.connections).toBeGreaterThanOrEqual(250);
    for (const socket of crowd) socket.destroy();
  });

  test('at the limit the one with the oldest progress is closed', async () => {
    const { url, refusals } = await probe({ limits: { connections: 2 } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await get(`${url}/metrics`, { agent });
    const idle = await open(url);
    await get(`${url}/metrics`, { agent });
    const closed = once(idle, 'close');
    const other = await open(url);
    await closed;
    expect(refusals.connections).toBe(1);
    expect((await get(`${url}/metrics`, { agent })).status).toBe(200);
    other.destroy();
    agent.destroy();
  });
});

test.each([
  ['one', ['Host: a'], 200],
  ['two that differ', ['Host: a', 'host: b'], 400],
  ['two that are equal', ['Host: a', 'Host: a'], 400],
  ['none', [], 400],
])('a request with %s of the Host headers', async (_, headers, status) => {
  const { url } = await probe();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(['GET /metrics HTTP/1.1', ...headers, 'Connection: close', '', ''].join('\r\n'));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('requests above the rate limit are refused, with the headers of the configuration', async () => {
  const { url, refusals } = await probe({ rateLimit: { intervalMs: 3_600_000, burst: 2 } });
  const statuses = [];
  for (let request = 0; request < 4; request++) statuses.push((await get(`${url}/metrics`)).status);
  expect(statuses).toEqual([200, 200, 429, 429]);
  expect(refusals.rate_limit).toBe(2);
});

const ESTABLISHED = '01';

/** Whether the kernel still has a connection whose one end is the server: a client that does not read cannot tell. */
async function isConnected(url: string): Promise<boolean> {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  return rows.some(([, local = '', , state]) => local.endsWith(`:${port}`) && state === ESTABLISHED);
}
