// TLS for the server: certificates from files, reloaded after a change, and the policies for client certificates that Node's
// options do not cover.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext, type TLSSocket, type TlsOptions } from 'node:tls';
import type { HttpLog } from './handler.ts';
import type { PemSource, TlsSettings } from '../web-config/file.ts';

/** @throws Error when a file cannot be read, holds no certificate or key, or certificate and key do not match */
export function readTlsOptions(settings: TlsSettings): TlsOptions {
  const { clientAuth, clientCa, ...rest } = settings;
  const options: TlsOptions = {
    ...rest.protocol,
    cert: read(settings.cert, 'certificate', isCertificate),
    key: read(settings.key, 'key', isKey),
    ...(clientCa === undefined ? {} : { ca: read(clientCa, 'client CA', isCertificate) }),
    requestCert: clientAuth !== 'NoClientCert',
    rejectUnauthorized: clientAuth === 'RequireAndVerifyClientCert',
  };
  createSecureContext(options);
  return options;
}

/** node:tls takes an empty text for "none": every handshake would fail, or any public authority could sign client certificates. */
function read(source: PemSource, what: string, check: (pem: string) => unknown): string {
  const pem = 'text' in source ? source.text : readFileSync(source.file, 'utf8');
  try {
    check(pem);
  } catch (cause) {
    const where = 'text' in source ? `the ${what}` : source.file;
    throw new Error(`${where}: holds no ${what} in PEM that can be read: ${(cause as Error).message}`, { cause });
  }
  return pem;
}

const isCertificate = (pem: string) => new X509Certificate(pem);
const isKey = (pem: string) => createPrivateKey(pem);

/**
 * Checks the files at each new connection, before its handshake: a watcher could miss a renamed folder, and requests on an open
 * connection cost nothing. Files that cannot be used leave the old certificate in place.
 */
export function keepCertificatesFresh(server: Server, settings: TlsSettings, log: HttpLog): void {
  const files = [settings.cert, settings.key, settings.clientCa].flatMap((source) =>
    source !== undefined && 'file' in source ? [source.file] : [],
  );
  if (files.length === 0) return;
  let current = stamp(files);
  server.prependListener('connection', () => {
    const found = stamp(files);
    if (found === current) return;
    // Set even when loading fails: a half-written pair is retried when its second file changes.
    current = found;
    try {
      server.setSecureContext(readTlsOptions(settings));
      log.info('TLS certificates reloaded', { files });
    } catch (error) {
      log.error('TLS certificates changed but cannot be used; the old ones remain in use', {
        files,
        error: String(error),
      });
    }
  });
}

function stamp(files: readonly string[]): string {
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false, bigint: true });
      return found === undefined ? 'gone' : `${found.dev}:${found.ino}:${found.size}:${found.ctimeNs}`;
    })
    .join(' ');
}

/** Closes connections whose client certificate the policy does not allow, before their first request is read. */
export function guardClients(server: Server, settings: TlsSettings, log: HttpLog): void {
  const { clientAuth, allowedNames } = settings;
  if (clientAuth === 'NoClientCert' || clientAuth === 'RequestClientCert') return;
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const certificate = socket.getPeerX509Certificate();
    const problem = (): string | undefined => {
      if (certificate === undefined) return clientAuth === 'VerifyClientCertIfGiven' ? undefined : 'none was sent';
      if (clientAuth === 'VerifyClientCertIfGiven' && !socket.authorized) return String(socket.authorizationError);
      if (allowedNames === undefined) return undefined;
      const names = alternativeNames(certificate.subjectAltName);
      return names.some((name) => allowedNames.includes(name)) ? undefined : 'none of its names is allowed';
    };
    const reason = problem();
    if (reason === undefined) return;
    log.warn('client certificate refused', { client: socket.remoteAddress, reason });
    socket.destroy();
  });
}

const ALTERNATIVE_NAME = /(?:^|, )(?:(DNS|IP Address|URI|email):)?("(?:[^"\\]|\\.)*"|[^,]*)/g;

/**
 * @param text X509Certificate.subjectAltName: `DNS:a.example, IP Address:127.0.0.1`; Node puts a name with a comma or a quote
 *   into JSON quotes, so that no name can pretend to be two
 * @returns the names of hosts, addresses, URIs and mailboxes, without other kinds
 */
export function alternativeNames(text = ''): readonly string[] {
  return [...text.matchAll(ALTERNATIVE_NAME)].flatMap(([, kind, value = '']) => {
    if (kind === undefined) return [];
    return value.startsWith('"') ? (JSON.parse(value) as string) : value;
  });
}
