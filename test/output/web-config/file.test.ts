// The web configuration: each *.good.yml is read, each *.bad.yml is refused with exactly the problems in its first comment.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../flags/reading.ts';
import { readFlagFile } from '../../../src/flags/file.ts';
import { parseWebConfig } from '../../../src/output/web-config/file.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/web');
const fixtures = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));
const placeholder = { file: resolve(folder, 'placeholder.pem') };
const protocol = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', honorCipherOrder: true };

const GOOD: Readonly<Record<string, unknown>> = {
  'empty.good.yml': { tls: undefined, headers: new Map(), users: new Map(), rateLimit: undefined },
  'if-given-without-ca.good.yml': {
    tls: {
      cert: placeholder,
      key: placeholder,
      clientCa: undefined,
      clientAuth: 'VerifyClientCertIfGiven',
      allowedNames: undefined,
      protocol,
    },
    headers: new Map([['Content-Security-Policy', "default-src 'self'"]]),
    users: new Map(),
    rateLimit: { intervalMs: 1000, burst: 1 },
  },
  'inline.good.yml': {
    tls: {
      cert: { text: 'a certificate' },
      key: { text: 'a key' },
      clientCa: { text: 'an authority' },
      clientAuth: 'RequireAnyClientCert',
      allowedNames: undefined,
      protocol,
    },
    headers: new Map(),
    users: new Map(),
    rateLimit: undefined,
  },
  'everything.good.yml': {
    tls: {
      cert: placeholder,
      key: placeholder,
      clientCa: placeholder,
      clientAuth: 'RequireAndVerifyClientCert',
      allowedNames: ['prometheus.example', '127.0.0.1'],
      protocol: {
        ...protocol,
        honorCipherOrder: false,
        ciphers:
          'ECDHE-RSA-AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256',
        ecdhCurve: 'X25519:P-256',
      },
    },
    headers: new Map([
      ['Content-Security-Policy', "default-src 'none'"],
      ['Strict-Transport-Security', 'max-age=3600'],
      ['X-Content-Type-Options', 'nosniff'],
      ['X-Frame-Options', 'deny'],
      ['X-XSS-Protection', '1'],
    ]),
    users: new Map([['alice', '$2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze']]),
    rateLimit: { intervalMs: 500, burst: 20 },
  },
};

describe('accepts', () => {
  test('each good fixture has an expectation', () => {
    expect(fixtures('.good.yml')).toEqual(Object.keys(GOOD).sort());
  });

  test.each(Object.entries(GOOD))('%s', (name, expected) => {
    expect(parseWebConfig(readFlagFile(resolve(folder, name)))).toEqual(expected);
  });
});

describe('refuses with all problems at once', () => {
  test.each(fixtures('.bad.yml'))('%s', (name) => {
    const file = resolve(folder, name);
    const [header = ''] = /^(?:# .*\n)+/.exec(readFileSync(file, 'utf8')) ?? [];
    const expected = header
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(2));
    const problems = problemsOf(() => parseWebConfig(readFlagFile(file)));
    expect(problems.map((problem) => problem.replace(`${file}:`, ''))).toEqual(expected);
  });
});
