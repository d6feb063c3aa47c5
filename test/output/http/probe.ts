// What the HTTP tests share: pages that can be changed while they are served, a log that can be read, raw requests.
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest, type RequestOptions as SecureRequestOptions } from 'node:https';
import { onTestFinished } from 'vitest';
import type { ComparePassword } from '../../../src/output/http/auth.ts';
import type { HttpLog } from '../../../src/output/http/handler.ts';
import type { HttpPages } from '../../../src/output/http/pages.ts';
import { compareSync } from 'bcryptjs';
import { zeroHttpRefusals, type HttpRefusals } from '../../../src/output/http/refusals.ts';
import { startHttp, type HttpOptions } from '../../../src/output/http/server.ts';

export interface Probe {
  readonly url: string;
  readonly logged: readonly string[];
  readonly pages: {
    unready: string | undefined;
    unhealthy: string | undefined;
    landing: string;
    metrics: HttpPages['metrics'];
  };
  readonly refusals: HttpRefusals;
  close(): Promise<void>;
}

export const BODY = Buffer.from(`# TYPE probe gauge\nprobe{x="${'long '.repeat(1000)}"} 17\n`);

/** In this thread: the password thread is built code, and tested as such. */
export const comparePassword: ComparePassword = async ({ password, hash }) => compareSync(password, hash);

/** Serves on a free port until the end of the test. */
export async function probe(options: Partial<HttpOptions> = {}): Promise<Probe> {
  const pages: Probe['pages'] = {
    unready: undefined,
    unhealthy: undefined,
    landing: '',
    metrics: async ({ openMetrics }) => ({
      contentType: openMetrics ? 'application/openmetrics-text' : 'text/plain',
      body: BODY,
    }),
  };
  const refusals = zeroHttpRefusals();
  const logged: string[] = [];
  const write = (message: string, fields?: unknown) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: HttpLog = { info: write, warn: write, error: write };
  const server = await startHttp(
    {
      addresses: [{ host: '127.0.0.1', port: 0, text: '127.0.0.1:0' }],
      telemetryPath: '/metrics',
      offersOpenMetrics: false,
      comparePassword,
      refusals,
      ...options,
    },
    {
      metrics: (accept) => pages.metrics(accept),
      unready: () => pages.unready,
      unhealthy: () => pages.unhealthy,
      landing: () => pages.landing,
    },
    log,
  );
  onTestFinished(() => server.close());
  return { url: server.urls[0] as string, logged, pages, refusals, close: () => server.close() };
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request as it stands: unlike fetch it adds no headers and does not decompress. */
export async function get(url: string, options: RequestOptions & SecureRequestOptions = {}): Promise<Reply> {
  const send = url.startsWith('https:') ? secureRequest : request;
  const sent = send(url, { agent: false, ...options });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode as number, headers: response.headers, body: Buffer.concat(chunks) };
}
