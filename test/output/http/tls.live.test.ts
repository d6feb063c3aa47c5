// HTTPS with certificates that a real openssl made, asked by Node's client and by a real Prometheus.
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { hashSync } from 'bcryptjs';
import { beforeAll, expect, test } from 'vitest';
import { alternativeNames } from '../../../src/output/http/tls.ts';
import type { HttpOptions } from '../../../src/output/http/server.ts';
import { addWebFlags, readWebFlags } from '../../../src/output/web-config/flags.ts';
import { readFlags } from '../../flags/reading.ts';
import { describeWith } from '../../peers/available.ts';
import { startPrometheus } from '../../peers/prometheus.ts';
import { tempDir } from '../../peers/temp.ts';
import { makeAuthority, makeCertificate, type Certificate } from './certificates.ts';
import { BODY, get, probe } from './probe.ts';

const dir = tempDir();
let authority: Certificate;
let server: Certificate;
let client: Certificate;
let stranger: Certificate;

/** Writes a web configuration and serves by it. */
async function serve(
  tls: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>> = {},
  options: Partial<HttpOptions> = {},
) {
  const file = join(dir, 'web.yml');
  const files = { cert_file: 'server.pem', key_file: 'server.key' };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ tls_server_config: { ...files, ...tls }, ...rest }));
  const { tls: settings, users, headers } = readFlags(addWebFlags, readWebFlags, ['--web.config.file', file]);
  return probe({ tls: settings, ...(users && { users }), ...(headers && { headers }), ...options });
}

const as = (who?: Certificate) => ({
  ca: readFileSync(authority.cert),
  ...(who && { cert: readFileSync(who.cert), key: readFileSync(who.key) }),
});

describeWith(['openssl'], 'HTTPS', () => {
  beforeAll(async () => {
    authority = await makeAuthority(dir, 'authority');
    server = await makeCertificate(dir, authority, 'server', 'DNS:localhost,IP:127.0.0.1');
    client = await makeCertificate(dir, authority, 'client', 'DNS:prometheus.example,URI:spiffe://x/prometheus');
    stranger = await makeCertificate(dir, await makeAuthority(dir, 'other'), 'stranger', 'DNS:prometheus.example');
  });

  test('serves the same pages, encrypted', async () => {
    const { url } = await serve({});
    expect(url).toMatch(/^https:/);
    expect((await get(`${url}/metrics`, as())).body.equals(BODY)).toBe(true);
    await expect(get(url.replace('https:', 'http:'))).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  const verify = { client_ca_file: 'authority.pem' };
  const ask = { client_auth_type: 'RequestClientCert', ...verify };
  const any = { client_auth_type: 'RequireAnyClientCert' };
  const given = { client_auth_type: 'VerifyClientCertIfGiven', ...verify };
  const require = { client_auth_type: 'RequireAndVerifyClientCert', ...verify };
  const named = (name: string) => ({ ...require, client_allowed_sans: [name] });
  test.each([
    ['asked for', ask, { anonymous: true, client: true, stranger: true }],
    ['required', any, { anonymous: false, client: true, stranger: true }],
    ['verified if given', given, { anonymous: true, client: true, stranger: false }],
    ['required and verified', require, { anonymous: false, client: true, stranger: false }],
    ['required with a name it has', named('prometheus.example'), { anonymous: false, client: true, stranger: false }],
    ['required with a URI it has', named('spiffe://x/prometheus'), { anonymous: false, client: true, stranger: false }],
    ['required with a name it has not', named('example'), { anonymous: false, client: false, stranger: false }],
    [
      'any, with a name',
      { ...any, client_allowed_sans: ['prometheus.example'] },
      { anonymous: false, client: true, stranger: true },
    ],
  ])('a client certificate that is %s', async (_, settings, expected) => {
    const { url } = await serve(settings);
    const isServed = (who?: Certificate) =>
      get(`${url}/metrics`, as(who)).then(
        ({ status }) => status === 200,
        () => false,
      );
    expect({ anonymous: await isServed(), client: await isServed(client), stranger: await isServed(stranger) }).toEqual(
      expected,
    );
  });

  test('a crowd of idle connections gives way to scrapes', async () => {
    const { url, refusals } = await serve({}, {}, { limits: { connections: 20 } });
    const port = Number(new URL(url).port);
    const crowd = [];
    for (let index = 0; index < 60; index++) {
      const socket = connect({ port, host: '127.0.0.1', ...as() });
      socket.on('error', () => {});
      await once(socket, 'secureConnect');
      crowd.push(socket);
    }
    expect((await get(`${url}/metrics`, as())).status).toBe(200);
    expect(refusals.connections).toBe(41);
    for (const socket of crowd) socket.destroy();
    for (let scrape = 0; scrape < 30; scrape++) expect((await get(`${url}/metrics`, as())).status).toBe(200);
    // Closed connections are forgotten: the scrapes did not replace one each.
    expect(refusals.connections).toBeLessThan(71);
  });

  const chacha = { version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-CHACHA20-POLY1305' };
  const version = (name: string) => expect.objectContaining({ version: name });
  test.each([
    [{ max_version: 'TLS12' }, {}, version('TLSv1.2')],
    [{ min_version: 'TLS13' }, {}, version('TLSv1.3')],
    [{ min_version: 'TLS13' }, { maxVersion: 'TLSv1.2' as const }, 'refused'],
    [{ max_version: 'TLS12', cipher_suites: ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'] }, {}, chacha],
    [{ cipher_suites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] }, {}, version('TLSv1.3')],
    [{ curve_preferences: ['CurveP521'] }, { ecdhCurve: 'X25519' }, 'refused'],
    [{ curve_preferences: ['CurveP521'] }, { ecdhCurve: 'P-521' }, version('TLSv1.3')],
  ])('%j is kept to, with a client that has %j', async (settings, limits, expected) => {
    const { url } = await serve(settings);
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', ...as(), ...limits });
    const shaken = await once(socket, 'secureConnect').then(
      () => ({ version: socket.getProtocol(), cipher: socket.getCipher().name }),
      () => 'refused',
    );
    socket.destroy();
    expect(shaken).toEqual(expected);
  });

  test('a renewed certificate is used by new connections; a broken one is not', async () => {
    const files = { cert_file: 'live.pem', key_file: 'live.key' };
    const put = (from: Certificate, what: 'cert' | 'key') => {
      const target = join(dir, what === 'cert' ? 'live.pem' : 'live.key');
      copyFileSync(from[what], `${target}.new`);
      renameSync(`${target}.new`, target);
    };
    put(server, 'cert');
    put(server, 'key');
    const { url, logged } = await serve(files);
    const served = async () => {
      const socket: TLSSocket = connect({
        port: Number(new URL(url).port),
        host: '127.0.0.1',
        ...as(),
        checkServerIdentity: () => undefined,
      });
      await once(socket, 'secureConnect');
      const name = socket.getPeerCertificate().subject.CN;
      socket.destroy();
      return name;
    };
    expect(await served()).toBe('server');
    put(client, 'cert');
    expect(await served()).toBe('server');
    expect(logged).toEqual([expect.stringContaining('the old ones remain in use')]);
    put(client, 'key');
    expect(await served()).toBe('client');
    expect(logged[1]).toContain('reloaded');
    expect(await served()).toBe('client');
    expect(logged).toHaveLength(2);
  });

  test.each(['live.pem', 'live.key', 'live-ca.pem'])(
    'an empty %s leaves the old ones in place until all are whole',
    async (emptied) => {
      const files = { cert_file: 'live.pem', key_file: 'live.key', client_ca_file: 'live-ca.pem' };
      copyFileSync(server.cert, join(dir, 'live.pem'));
      copyFileSync(server.key, join(dir, 'live.key'));
      copyFileSync(authority.cert, join(dir, 'live-ca.pem'));
      const { url, logged } = await serve({ ...files, client_auth_type: 'RequireAndVerifyClientCert' });
      const whole = readFileSync(join(dir, emptied));
      const status = async () => (await get(`${url}/metrics`, as(client))).status;
      for (const content of [Buffer.alloc(0), whole.subarray(0, whole.length / 2)]) {
        writeFileSync(join(dir, emptied), content);
        expect([await status(), await status()]).toEqual([200, 200]);
        await expect(get(`${url}/metrics`, as(stranger))).rejects.toThrow(/ECONNRESET|socket hang up|alert/);
      }
      expect(logged.filter((line) => line.includes('the old ones remain in use'))).toHaveLength(2);
      writeFileSync(join(dir, emptied), whole);
      expect(await status()).toBe(200);
      expect(logged.at(-1)).toContain('reloaded');
    },
  );
});

describeWith(['openssl', 'prometheus'], 'Prometheus', () => {
  test('scrapes with TLS, a client certificate and a password', async () => {
    const { url, pages } = await serve(
      { client_auth_type: 'RequireAndVerifyClientCert', client_ca_file: 'authority.pem' },
      { basic_auth_users: { scraper: hashSync('secret', 4) } },
    );
    pages.metrics = async () => ({
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      body: Buffer.from('probe 17\n'),
    });
    const settings = (password: string) => ({
      scheme: 'https',
      basic_auth: { username: 'scraper', password },
      tls_config: { ca_file: authority.cert, cert_file: client.cert, key_file: client.key },
    });
    const target = url.replace('https://', '');
    await using prometheus = await startPrometheus({
      dir: tempDir(),
      scrapes: [{ job: 'pstat', target, settings: settings('secret') }],
    });
    await prometheus.untilScraped();
    expect((await prometheus.query('probe'))[0]?.value[1]).toBe('17');
  });
});

test.each([
  [undefined, []],
  ['DNS:a.example, IP Address:127.0.0.1, URI:x://y, email:a@b', ['a.example', '127.0.0.1', 'x://y', 'a@b']],
  ['DNS:"a.example, DNS:b.example", DNS:c', ['a.example, DNS:b.example', 'c']],
  ['othername:<unsupported>, DNS:a', ['a']],
])('alternative names of %j', (text, expected) => expect(alternativeNames(text)).toEqual(expected));
