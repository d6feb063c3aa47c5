// Parses the file of --web.config.file into settings for the server. Of certificates it keeps the file names only, since the
// files change while the program runs.
import { dirname } from 'node:path';
import type { FlagFile } from '../../flags/file.ts';
import { UsageError } from '../../io.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { CIPHERS, CURVES, TLS13_CIPHERS, TLS_VERSIONS } from './go-names.ts';
import { webConfigSchema, type WebConfigFile } from './schema.ts';

/** PEM, in a file or inline */
export type PemSource = { readonly file: string } | { readonly text: string };

export interface TlsSettings {
  readonly cert: PemSource;
  readonly key: PemSource;
  readonly clientCa: PemSource | undefined;
  readonly clientAuth:
    | 'NoClientCert'
    | 'RequestClientCert'
    | 'RequireAnyClientCert'
    | 'VerifyClientCertIfGiven'
    | 'RequireAndVerifyClientCert';
  /** a client certificate must carry one of these subject alternative names */
  readonly allowedNames: readonly string[] | undefined;
  /** options of node:tls */
  readonly protocol: {
    readonly minVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
    readonly maxVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
    readonly honorCipherOrder: boolean;
    readonly ciphers?: string;
    readonly ecdhCurve?: string;
  };
}

export interface WebConfig {
  readonly tls: TlsSettings | undefined;
  readonly headers: ReadonlyMap<string, string>;
  /** user name -> bcrypt hash; empty: no authentication */
  readonly users: ReadonlyMap<string, string>;
  readonly rateLimit: RateLimit | undefined;
}

/** @throws UsageError with all problems, each with file, line and column where it has a place */
export function parseWebConfig({ file, text }: FlagFile): WebConfig {
  const parsed = parseYaml(text, file, webConfigSchema(dirname(file)));
  if (!parsed.ok) throw new UsageError(parsed.problems);
  const { tls_server_config: tls, http_server_config: http, basic_auth_users: users = {}, rate_limit } = parsed.value;
  const headers = Object.entries<string | undefined>(http?.headers ?? {}).flatMap(([name, value = '']) =>
    // As in the other exporters, an empty value means that the header is not sent.
    value === '' ? [] : [[name, value] as const],
  );
  return {
    tls: tls === undefined ? undefined : tlsSettings(tls),
    headers: new Map(headers),
    users: new Map(Object.entries(users)),
    rateLimit: rate_limit === undefined || rate_limit.intervalMs === 0 ? undefined : rate_limit,
  };
}

function tlsSettings(tls: NonNullable<WebConfigFile['tls_server_config']>): TlsSettings {
  const source = (file: string | undefined, text: string | undefined): PemSource =>
    file === undefined ? { text: text ?? '' } : { file };
  const { client_auth_type: auth = 'NoClientCert', client_ca_file: caFile, client_ca: ca } = tls;
  const { cipher_suites: ciphers = [], curve_preferences: curves = [] } = tls;
  return {
    cert: source(tls.cert_file, tls.cert),
    key: source(tls.key_file, tls.key),
    clientCa: caFile === undefined && ca === undefined ? undefined : source(caFile, ca),
    // An older spelling.
    clientAuth: auth === 'RequireClientCert' ? 'RequireAnyClientCert' : auth,
    allowedNames: tls.client_allowed_sans,
    protocol: {
      minVersion: TLS_VERSIONS[tls.min_version],
      maxVersion: TLS_VERSIONS[tls.max_version],
      honorCipherOrder: tls.prefer_server_cipher_suites,
      // The list is for TLS 1.2 and below, but OpenSSL would disable TLS 1.3 by a list without its suites.
      ...(ciphers.length === 0 ? {} : { ciphers: cipherList(ciphers.map((name) => CIPHERS[name])) }),
      ...(curves.length === 0 ? {} : { ecdhCurve: curves.map((name) => CURVES[name]).join(':') }),
    },
  };
}

function cipherList(chosen: readonly string[]): string {
  return [...new Set([...chosen, ...Object.values(TLS13_CIPHERS)])].join(':');
}
