// Requests of any content over a real socket: the server answers or closes before its deadline, answers well-formed HTTP, never
// fails itself, and still serves the next client.
import { once } from 'node:events';
import { connect } from 'node:net';
import { compare } from 'bcryptjs';
import { zeroHttpRefusals } from '../../../src/output/http/refusals.ts';
import { startHttp, type HttpServer } from '../../../src/output/http/server.ts';
import { bytesOf, Finding, rule, textOf, type Target } from '../target.ts';

const BODY = Buffer.from(`# TYPE probe gauge\nprobe 17\n${'# long\n'.repeat(300)}`);
/** bcrypt of "secret" with the least cost */
const USERS = new Map([['alice', '$2b$04$TRIyvgzd81jciM43RMYI0.lwVyOjf5QgRK8zAJ6tl2vheuQa5TEAS']]);
const DEADLINE_MS = 10_000;

interface Running {
  readonly port: number;
  readonly server: HttpServer;
  readonly errors: string[];
}

let running: Promise<readonly Running[]> | undefined;

async function start(users: ReadonlyMap<string, string>): Promise<Running> {
  const errors: string[] = [];
  const server = await startHttp(
    {
      addresses: [{ host: '127.0.0.1', port: 0, text: '127.0.0.1:0' }],
      telemetryPath: '/metrics',
      offersOpenMetrics: true,
      users,
      comparePassword: async ({ password, hash }) => compare(password, hash),
      refusals: zeroHttpRefusals(),
      limits: { headersTimeoutMs: 2_000, stalledTimeoutMs: 2_000, keepAliveTimeoutMs: 1_000 },
    },
    {
      metrics: async () => ({ contentType: 'text/plain', body: BODY }),
      unhealthy: () => undefined,
      unready: () => undefined,
    },
    { info: () => {}, warn: () => {}, error: (message, fields) => errors.push(`${message} ${JSON.stringify(fields)}`) },
  );
  return { port: Number(new URL(server.urls[0] ?? '').port), server, errors };
}

/** @returns all that was answered until the connection was closed */
async function exchange(port: number, input: Uint8Array): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const timer = setTimeout(() => socket.destroy(new Finding('a connection is over before its deadline')), DEADLINE_MS);
  const parts: Buffer[] = [];
  let failure: unknown;
  socket.on('data', (part: Buffer) => parts.push(part));
  // The server may close while we are still sending.
  socket.on(
    'error',
    (error: NodeJS.ErrnoException) => (failure = /ECONNRESET|EPIPE/.test(error.code ?? '') ? undefined : error),
  );
  socket.end(input);
  await once(socket, 'close').finally(() => clearTimeout(timer));
  if (failure !== undefined) throw failure;
  return Buffer.concat(parts).toString('latin1');
}

const requestOf = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const HOST = 'Host: x';

const SEEDS = [
  requestOf('GET /metrics HTTP/1.1', HOST, 'Accept-Encoding: gzip', 'Connection: close'),
  requestOf('GET /metrics HTTP/1.1', HOST, 'Accept: application/openmetrics-text; version=1.0.0;q=0.5,*/*'),
  requestOf('HEAD /-/healthy HTTP/1.1', HOST, 'Authorization: Basic YWxpY2U6c2VjcmV0'),
  requestOf('GET /-/ready HTTP/1.0') + requestOf('GET / HTTP/1.1', HOST),
  `${requestOf('POST /metrics HTTP/1.1', HOST, 'Content-Length: 3')}abc`,
  `${requestOf('POST / HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}3\r\nabc\r\n0\r\n\r\n`,
  requestOf('GET http://x/metrics?a=b HTTP/1.1', HOST, 'Expect: 100-continue'),
  requestOf('CONNECT x:80 HTTP/1.1', HOST) +
    requestOf('GET /metrics HTTP/1.1', HOST, 'Upgrade: websocket', 'Connection: Upgrade'),
  requestOf('OPTIONS * HTTP/1.1', HOST, 'Authorization: Basic Og=='),
];

/** Of a request without a body whose header is well-formed: how many times it names its host. */
const WELL_FORMED = /^(?:GET|HEAD) \/[\w/-]* HTTP\/1\.1\r\n(?<headers>(?:[A-Za-z-]+: [\w:./*=;, -]*\r\n)*)\r\n/;

export const http: Target = {
  name: 'http',
  seeds: () => SEEDS.map(bytesOf),
  words: [
    '\r\n',
    '\r\n\r\n',
    HOST,
    `${HOST}\r\n`,
    'GET ',
    ' HTTP/1.1',
    '/metrics',
    'Transfer-Encoding: chunked\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
    'Authorization: Basic ',
    'Connection: close\r\n',
    'Expect: 100-continue\r\n',
    'Upgrade: h2c\r\n',
    '%00',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ],
  check: async (input) => {
    running ??= Promise.all([start(new Map()), start(USERS)]);
    const statuses: string[] = [];
    for (const { port, errors } of await running) {
      const answer = await exchange(port, input);
      rule(answer === '' || answer.startsWith('HTTP/1.1 '), 'an answer is HTTP', () =>
        JSON.stringify(answer.slice(0, 200)),
      );
      const found = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status = '']) => status);
      rule(!found.includes('500'), 'no request is an internal error', () => JSON.stringify(textOf(input)));
      rule(errors.length === 0, 'no request is logged as an error', () => errors.splice(0).join());
      const { headers = '' } = WELL_FORMED.exec(textOf(input))?.groups ?? {};
      if ((headers.match(/^host:/gim)?.length ?? 0) > 1) {
        // Node invites a client that waits before it hands the request on; rubbish behind it ends the connection unanswered.
        const final = found.find((status) => !status.startsWith('1'));
        rule(final === undefined || /^4\d\d$/.test(final), 'a request with two Host headers is refused', () => final);
      }
      const healthy = await exchange(port, bytesOf(requestOf('GET /-/healthy HTTP/1.1', HOST, 'Connection: close')));
      rule(/^HTTP\/1\.1 (?:200|401) /.test(healthy), 'the next client is served', () => healthy.slice(0, 200));
      statuses.push(found.slice(0, 4).join('+'));
    }
    return statuses.join();
  },
  close: async () => {
    for (const { server } of (await running) ?? []) await server.close();
    running = undefined;
  },
};
