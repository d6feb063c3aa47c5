// Handles requests: metrics, liveness, readiness, landing page. A scrape writes a body that exists already. An error becomes a
// response and a log line and never ends the process.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createAuth } from './auth.ts';
import { GZIP_FROM_BYTES, gzipOnce } from './gzip.ts';
import { landingPage } from './landing.ts';
import { wantsGzip, wantsOpenMetrics } from './negotiate.ts';

export interface HttpPages {
  /** Returns the same Buffer until its content changes: the compressed form is kept per Buffer. */
  metrics(accept: { readonly openMetrics: boolean }): Promise<{ readonly contentType: string; readonly body: Buffer }>;
  /** true after the first batch */
  isReady(): boolean;
  /** one line about the last batch for the landing page, as plain text */
  landing?(): string;
}

export interface HttpLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface HandlerOptions {
  /** begins with a slash */
  readonly telemetryPath: string;
  /** whether pages.metrics can answer in OpenMetrics when a client asks for it */
  readonly offersOpenMetrics: boolean;
  /** user name -> bcrypt hash; empty or absent: no authentication */
  readonly users?: ReadonlyMap<string, string>;
  /** added to each response */
  readonly headers?: ReadonlyMap<string, string>;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  readonly headers?: readonly string[];
  readonly mayCompress?: boolean;
}

const TEXT = 'text/plain; charset=utf-8';
const text = (status: number, line: string, headers: readonly string[] = []): Answer => ({
  status,
  contentType: TEXT,
  body: Buffer.from(`${line}\n`),
  headers,
});

export function createHandler(options: HandlerOptions, pages: HttpPages, log: HttpLog): RequestListener {
  const { telemetryPath, offersOpenMetrics, users } = options;
  const extra = [...(options.headers ?? [])].flat();
  const auth = users === undefined || users.size === 0 ? undefined : createAuth(users);

  const route = async (request: IncomingMessage): Promise<Answer> => {
    const { method, url = '/' } = request;
    if (method !== 'GET' && method !== 'HEAD')
      return text(405, 'only GET and HEAD are answered', ['Allow', 'GET, HEAD']);
    const query = url.indexOf('?');
    switch (query === -1 ? url : url.slice(0, query)) {
      case telemetryPath: {
        const openMetrics = offersOpenMetrics && wantsOpenMetrics(request.headers);
        return { status: 200, ...(await pages.metrics({ openMetrics })), mayCompress: true };
      }
      case '/-/healthy':
        return text(200, 'healthy');
      case '/-/ready':
        return pages.isReady() ? text(200, 'ready') : text(503, 'not ready: no batch of statistics has arrived yet');
      case '/': {
        const body = Buffer.from(landingPage(telemetryPath, pages.landing?.()));
        return { status: 200, contentType: 'text/html; charset=utf-8', body };
      }
      default:
        return text(404, 'not found');
    }
  };

  const send = (response: ServerResponse, answer: Answer, body: Buffer, more: readonly string[] = []): void => {
    const { status, contentType, headers = [] } = answer;
    const length = String(body.length);
    response.writeHead(status, ['Content-Type', contentType, 'Content-Length', length, ...headers, ...more, ...extra]);
    response.end(body);
  };

  const fail = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('cannot answer an HTTP request', { path: request.url, error: reason });
    if (response.headersSent) response.destroy();
    else send(response, text(500, 'internal error, see the log'), Buffer.from('internal error, see the log\n'));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const found = await route(request);
    if (found.mayCompress !== true) return send(response, found, found.body);
    const vary = ['Vary', 'Accept, Accept-Encoding'];
    const isLarge = found.body.length >= GZIP_FROM_BYTES;
    if (!isLarge || !wantsGzip(request.headers)) return send(response, found, found.body, vary);
    const body = await gzipOnce(found.body);
    return send(response, found, body, [...vary, 'Content-Encoding', 'gzip']);
  };

  const admit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const result = (await auth?.(request.headers.authorization)) ?? 'granted';
    if (result === 'granted') return answer(request, response);
    const refused =
      result === 'busy'
        ? text(503, 'too many logins at once', ['Retry-After', '1'])
        : text(401, 'unauthorized', ['WWW-Authenticate', 'Basic realm="rsyslog-pstat"']);
    return send(response, refused, refused.body);
  };

  return (request, response) => {
    admit(request, response).catch((error: unknown) => fail(request, response, error));
  };
}
