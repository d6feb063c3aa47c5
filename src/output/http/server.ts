// The HTTP or HTTPS server: listens, closes, and limits what a slow or hostile client can cost. handler.ts makes the responses.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { cannotListen, type ListenAddress } from '../../flags/listen-address.ts';
import { boundConnections, type ConnectionLimits } from './connections.ts';
import { createHandler, type HandlerOptions, type HttpLog } from './handler.ts';
import type { HttpPages } from './pages.ts';
import { guardClients, keepCertificatesFresh, readTlsOptions } from './tls.ts';
import type { TlsSettings } from '../web-config/file.ts';

export interface HttpOptions extends HandlerOptions {
  /** at least one; port 0 takes a free one, and without a host it is all addresses of the machine */
  readonly addresses: readonly ListenAddress[];
  readonly tls?: TlsSettings | undefined;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpLimits extends ConnectionLimits {
  /** from the connection's start to the end of the request's header */
  readonly headersTimeoutMs: number;
  /** without progress on a connection that has a request */
  readonly stalledTimeoutMs: number;
  /** between two requests: longer than the usual scrape intervals, so that scrapes reuse their connection */
  readonly keepAliveTimeoutMs: number;
  /** how long close() waits for pending responses */
  readonly closeTimeoutMs: number;
}

export const DEFAULT_CONNECTIONS = 4_096;

const LIMITS: HttpLimits = {
  connections: DEFAULT_CONNECTIONS,
  responseTimeoutMs: 60_000,
  headersTimeoutMs: 10_000,
  stalledTimeoutMs: 30_000,
  keepAliveTimeoutMs: 130_000,
  closeTimeoutMs: 5_000,
};

export interface HttpServer {
  /** with the ports that are in use, as in http://127.0.0.1:9292 */
  readonly urls: readonly string[];
  /** stops listening, ends idle connections at once and the others after their response; may be called twice */
  close(): Promise<void>;
}

/** @throws UsageError when it cannot listen on an address, Error when a certificate cannot be used; then no server runs */
export async function startHttp(options: HttpOptions, pages: HttpPages, log: HttpLog): Promise<HttpServer> {
  const limits = { ...LIMITS, ...options.limits };
  const handler = createHandler(options, pages, log);
  const servers: Server[] = [];
  const close = async () => void (await Promise.all(servers.map((server) => stop(server, limits.closeTimeoutMs))));
  try {
    for (const address of options.addresses) {
      const server = create(options, handler, limits, log);
      await listen(server, address);
      servers.push(server);
      server.on('error', (error) => log.error('HTTP server failed', { address: address.text, error: error.message }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const scheme = options.tls === undefined ? 'http' : 'https';
  return { urls: servers.map((server) => `${scheme}://${reachable(server.address() as AddressInfo)}`), close };
}

function create({ tls, refusals }: HttpOptions, handler: RequestListener, limits: HttpLimits, log: HttpLog): Server {
  const options: ServerOptions = {
    maxHeaderSize: 16_384,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.headersTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(limits.headersTimeoutMs, 1_000),
  };
  let server: Server;
  if (tls === undefined) {
    server = createServer(options, handler);
  } else {
    const secure = createTlsServer(
      { ...options, ...readTlsOptions(tls), handshakeTimeout: limits.headersTimeoutMs },
      handler,
    );
    keepCertificatesFresh(secure, tls, log);
    guardClients(secure, tls, log);
    server = secure;
  }
  boundConnections(server, limits, refusals);
  server.setTimeout(limits.stalledTimeoutMs);
  return server;
}

/** As of Go's servers: with Node's 511, many connections at the same time delay a scrape by seconds. The kernel may cap it. */
const BACKLOG = 4_096;

async function listen(server: Server, { host, port, text }: ListenAddress): Promise<void> {
  try {
    server.listen({ port, backlog: BACKLOG, ...(host === undefined ? {} : { host }) });
    await once(server, 'listening');
  } catch (cause) {
    throw cannotListen(`--web.listen-address ${text}`, cause);
  }
}

const SWEEP_MS = 20;

async function stop(server: Server, timeoutMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // close() ended the idle connections; the others become idle after their response.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed.finally(() => {
    clearInterval(sweep);
    clearTimeout(timer);
  });
}

function reachable({ address, family, port }: AddressInfo): string {
  if (address === '::' || address === '0.0.0.0') return `localhost:${port}`;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
