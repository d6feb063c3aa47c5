// Schema of the RsyslogRelpConfig resource, independent of files and of the Shoot around it.
import { isIP } from 'node:net';
import { z } from 'zod';
import { posixRegexProblem } from './posix-regex.ts';

const API_VERSION = 'rsyslog-relp.extensions.gardener.cloud/v1alpha1';
export const KIND = 'RsyslogRelpConfig';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const FINGERPRINT = /^SHA1:[0-9A-Fa-f]{40}$/;
const LARGEST_INT32 = 2_147_483_647;

/** A lower-case host name of at most 253 characters (DNS-1123 subdomain). */
function isSubdomain(text: string): boolean {
  return text.length <= 253 && SUBDOMAIN.test(text);
}

export function isFingerprint(peer: string): boolean {
  return FINGERPRINT.test(peer);
}

function isPeer(text: string): boolean {
  return isFingerprint(text) || isSubdomain(text.startsWith('*.') ? text.slice(2) : text);
}

function text(isAllowed: (value: string) => boolean, error: string) {
  return z.string({ error }).refine(isAllowed, { error });
}

function whole(low: number, high: number, error: string) {
  return z.int({ error }).min(low, { error }).max(high, { error });
}

const regex = z.string({ error: 'must be a POSIX extended regular expression' }).superRefine((value, context) => {
  const problem = posixRegexProblem(value);
  if (problem !== undefined)
    context.addIssue({ code: 'custom', message: `is not a POSIX extended regular expression: ${problem}` });
});

const messageContent = z
  .strictObject({ regex: regex.optional(), exclude: regex.optional() })
  .refine((value) => value?.regex !== undefined || value?.exclude !== undefined, {
    error: 'must have at least one of regex, exclude',
    when: isMapping,
  });

const programName = text(
  (value) => /^[!-~]+$/.test(value) && !/[[:/]/.test(value),
  'must be a program name: printable ASCII characters without blank, "[", ":" and "/"',
);

const loggingRule = z
  .strictObject({
    programNames: z.array(programName).optional(),
    severity: whole(0, 7, 'must be a whole number from 0 (emergency) to 7 (debug)').optional(),
    messageContent: messageContent.optional(),
  })
  .refine(
    (rule) => (rule.programNames?.length ?? 0) > 0 || rule.severity !== undefined || rule.messageContent !== undefined,
    {
      error: 'must have at least one of programNames, severity, messageContent',
      when: isMapping,
    },
  );

const resourceName = 'must be the name of an entry of spec.resources of the Shoot';

const tls = z
  .strictObject({
    enabled: z.boolean(),
    secretReferenceName: text((value) => value !== '', resourceName).optional(),
    authMode: z.enum(['name', 'fingerprint']).optional(),
    permittedPeer: z
      .array(text(isPeer, 'must be a host name (a leading "*." is allowed) or SHA1: and 40 hexadecimal digits'))
      .optional(),
    tlsLib: z.enum(['openssl', 'gnutls']).optional(),
  })
  .refine((value) => value.enabled !== true || value.secretReferenceName !== undefined, {
    path: ['secretReferenceName'],
    error: 'is missing, it is required when tls.enabled is true',
    when: isMapping,
  });

export const RELP_SCHEMA = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal(KIND),
  target: text(
    (value) => (isIP(value) !== 0 && !value.includes('%')) || isSubdomain(value),
    'must be an IP address or a lower-case host name',
  ),
  port: whole(1, 65_535, 'must be a whole number from 1 to 65535'),
  loggingRules: z.array(loggingRule).min(1, { error: 'must have at least one rule' }),
  /** messages, not seconds as older documentation says: omrelp counts them */
  rebindInterval: whole(0, LARGEST_INT32, 'must be a whole number of messages, 0 or more').optional(),
  /** seconds */
  timeout: whole(0, LARGEST_INT32, 'must be a whole number of seconds, 0 or more').optional(),
  resumeRetryCount: whole(-1, LARGEST_INT32, 'must be a whole number, -1 (never give up) or more').optional(),
  reportSuspensionContinuation: z.boolean().optional(),
  tls: tls.optional(),
  auditConfig: z
    .strictObject({
      enabled: z.boolean().default(true),
      configMapReferenceName: text((value) => value !== '', resourceName).optional(),
    })
    .optional(),
});

export type RsyslogRelpConfig = z.output<typeof RELP_SCHEMA>;
export type LoggingRule = RsyslogRelpConfig['loggingRules'][number];

/** Checks rules across keys even if one of the keys is wrong, so that all problems are reported at once. */
function isMapping({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}
