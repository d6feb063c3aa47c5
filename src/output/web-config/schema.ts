// The schema of --web.config.file: the web configuration of Prometheus exporters. It is stricter than theirs where they would
// start with less protection than the file demands.
import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseDuration } from '../../flags/quantity.ts';
import { CIPHERS, CURVES, TLS_VERSIONS } from './go-names.ts';

const CLIENT_AUTH = [
  'NoClientCert',
  'RequestClientCert',
  'RequireAnyClientCert',
  'RequireClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const;
const DEMANDING = new Set<unknown>(['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert']);

const names = <Table extends Record<string, string>>(table: Table) =>
  Object.keys(table) as unknown as readonly [keyof Table & string, ...(keyof Table & string)[]];

const headerText = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, { error: 'must not hold control characters' });
const headerValue = z.union([headerText, z.number().transform(String)]);

const httpServer = z.strictObject({
  /** accepted for shared files and ignored: the server supports HTTP/1.1 only */
  http2: z.boolean().optional(),
  headers: z
    .strictObject({
      'Content-Security-Policy': headerValue.optional(),
      'Strict-Transport-Security': headerValue.optional(),
      'X-Content-Type-Options': z.enum(['nosniff']).optional(),
      'X-Frame-Options': z.enum(['deny', 'sameorigin']).optional(),
      'X-XSS-Protection': headerValue.optional(),
    })
    .optional(),
});

const HASH = /^\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

// A rule of the whole mapping: a problem at the value would print it, and a wrong value may be a password.
const users = z
  .record(z.string(), z.unknown())
  .superRefine((entries, context) => {
    for (const [user, hash] of Object.entries(entries)) {
      if (user === '' || user.includes(':')) context.addIssue(`${user}: must be a user name without a colon`);
      if (typeof hash !== 'string' || !HASH.test(hash))
        context.addIssue(`${user}: must be a bcrypt hash, as made by "htpasswd -nBC 10 ${user}"`);
    }
  })
  .transform((entries) => entries as Readonly<Record<string, string>>);

const interval = z.union([z.literal(0), z.string()]).transform((text, context) => {
  try {
    return text === 0 ? 0 : parseDuration(text);
  } catch {
    context.addIssue('must be a duration such as 500ms or 1s, or 0 for no limit');
    return z.NEVER;
  }
});
const rateLimit = z
  .strictObject({ interval, burst: z.int().min(0).default(0) })
  // Without a single token no request would ever be answered.
  .transform(({ interval: intervalMs, burst }) => ({ intervalMs, burst: Math.max(1, burst) }));

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null;
const isGiven = (value: unknown) => value !== undefined;

/** Rules across keys. Each runs even when other keys are wrong, so it accepts any input. */
const RULES: readonly { readonly path: string; readonly error: string; readonly holds: (tls: Mapping) => boolean }[] = [
  ...(['cert', 'key'] as const).map((what) => ({
    path: `${what}_file`,
    error: `one of ${what}_file and ${what} must be given, and not both`,
    holds: (tls: Mapping) => isGiven(tls[`${what}_file`]) !== isGiven(tls[what]),
  })),
  {
    path: 'client_ca_file',
    error: 'client_ca_file and client_ca must not both be given',
    holds: (tls) => !isGiven(tls['client_ca_file']) || !isGiven(tls['client_ca']),
  },
  {
    path: 'client_auth_type',
    error: 'must be given, and not be NoClientCert, when there is a client CA: otherwise nothing is verified',
    holds: (tls) =>
      (!isGiven(tls['client_ca_file']) && !isGiven(tls['client_ca'])) ||
      (isGiven(tls['client_auth_type']) && tls['client_auth_type'] !== 'NoClientCert'),
  },
  {
    path: 'client_auth_type',
    error: 'needs client_ca_file or client_ca: otherwise any public authority could sign a client certificate',
    holds: (tls) =>
      tls['client_auth_type'] !== 'RequireAndVerifyClientCert' ||
      isGiven(tls['client_ca_file']) ||
      isGiven(tls['client_ca']),
  },
  {
    path: 'client_allowed_sans',
    error: 'needs client_auth_type RequireAndVerifyClientCert or RequireAnyClientCert',
    holds: (tls) => !isGiven(tls['client_allowed_sans']) || DEMANDING.has(tls['client_auth_type']),
  },
  {
    path: 'min_version',
    error: 'must not be above max_version',
    holds: ({ min_version: min = 'TLS12', max_version: max = 'TLS13' }) => String(min) <= String(max),
  },
];

/** @param folder of the file: relative file names start there */
export function webConfigSchema(folder: string) {
  const file = z
    .string()
    .min(1)
    .transform((name) => resolve(folder, name))
    .refine(isReadable, { error: 'must be a file that can be read' });
  const tls = z.strictObject({
    cert: z.string().min(1).optional(),
    key: z.string().min(1).optional(),
    client_ca: z.string().min(1).optional(),
    cert_file: file.optional(),
    key_file: file.optional(),
    client_ca_file: file.optional(),
    client_auth_type: z.enum(CLIENT_AUTH).optional(),
    client_allowed_sans: z.array(z.string()).optional(),
    min_version: z.enum(names(TLS_VERSIONS)).default('TLS12'),
    max_version: z.enum(names(TLS_VERSIONS)).default('TLS13'),
    cipher_suites: z.array(z.enum(names(CIPHERS))).optional(),
    prefer_server_cipher_suites: z.boolean().default(true),
    curve_preferences: z.array(z.enum(names(CURVES))).optional(),
  });
  const ruled = RULES.reduce(
    (schema, { path, error, holds }) =>
      schema.refine((value) => !isMapping(value) || holds(value), {
        path: [path],
        error,
        when: () => true,
      }),
    tls,
  );
  return z.strictObject({
    tls_server_config: ruled.optional(),
    http_server_config: httpServer.optional(),
    basic_auth_users: users.optional(),
    rate_limit: rateLimit.optional(),
  });
}

export type WebConfigFile = z.output<ReturnType<typeof webConfigSchema>>;

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
