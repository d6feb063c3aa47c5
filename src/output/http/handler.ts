// Handles requests: metrics, liveness, readiness, landing page. A scrape writes a body that exists already. An error becomes a
// response and a log line and never ends the process.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createAuth, type ComparePassword } from './auth.ts';
import { GZIP_FROM_BYTES, gzipOnce } from './gzip.ts';
import { landingPage } from './landing.ts';
import { wantsGzip, wantsOpenMetrics } from './negotiate.ts';
import type { HttpPages } from './pages.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import type { HttpRefusal, HttpRefusals } from './refusals.ts';

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
  readonly comparePassword: ComparePassword;
  /** /-/healthy and /-/ready need no login */
  readonly healthWithoutAuth?: boolean;
  /** of all requests together */
  readonly rateLimit?: RateLimit | undefined;
  /** is counted up */
  readonly refusals: HttpRefusals;
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

/** The pages for probes. */
export const HEALTH_PATHS = ['/-/healthy', '/-/ready'] as const;

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
  const auth = users === undefined || users.size === 0 ? undefined : createAuth(users, options.comparePassword);
  const takeToken = options.rateLimit === undefined ? () => true : createRateLimit(options.rateLimit);

  const route = async (request: IncomingMessage): Promise<Answer> => {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD')
      return text(405, 'only GET and HEAD are answered', ['Allow', 'GET, HEAD']);
    switch (pathOf(request)) {
      case telemetryPath: {
        const openMetrics = offersOpenMetrics && wantsOpenMetrics(request.headers);
        return { status: 200, ...(await pages.metrics({ openMetrics })), mayCompress: true };
      }
      case '/-/healthy':
        return health('healthy', pages.unhealthy());
      case '/-/ready':
        return health('ready', pages.unready());
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

  const refuse = (reason: HttpRefusal, refused: Answer): Answer => {
    options.refusals[reason]++;
    return refused;
  };

  /** The answer to a request that is not admitted, before anything is computed for it. */
  const admission = async (request: IncomingMessage): Promise<Answer | undefined> => {
    // Node keeps the first one, another program on the way may keep the last one.
    if (countHeaders(request, 'host') > 1)
      return refuse('bad_request', text(400, 'more than one Host header', ['Connection', 'close']));
    if (!takeToken(performance.now())) return refuse('rate_limit', text(429, 'too many requests'));
    const isOpen = options.healthWithoutAuth === true && isHealthPath(pathOf(request));
    const result = isOpen ? 'granted' : await auth?.(request.headers.authorization, request.socket.remoteAddress ?? '');
    switch (result ?? 'granted') {
      case 'granted':
        return undefined;
      case 'busy':
        return refuse('login_queue', text(503, 'too many logins at once', ['Retry-After', '1']));
      case 'refused':
        return refuse('login', text(401, 'unauthorized', ['WWW-Authenticate', 'Basic realm="rsyslog-pstat"']));
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = await admission(request);
    if (refused === undefined) return answer(request, response);
    return send(response, refused, refused.body);
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => fail(request, response, error));
  };
}

const health = (good: string, problem: string | undefined): Answer =>
  problem === undefined ? text(200, good) : text(503, `not ${good}: ${problem}`);

const isHealthPath = (path: string): boolean => HEALTH_PATHS.some((known) => known === path);

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** @param name in lower case */
function countHeaders({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}
