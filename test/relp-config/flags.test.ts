// The flags of `generate rsyslog`: all problems are reported at once, flags take precedence over the manifest, doubtful values are warned of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../peers/temp.ts';
import { generate, IDENTITY } from './generate.ts';

const SHOOT = 'test/fixtures/relp-config/shoot-full.yaml';
const MINIMAL = 'test/fixtures/relp-config/minimal.yaml';

test('the identity is missing where neither flags nor a Shoot have it', async () => {
  const { problems, stdout } = await generate(['--relp-config', MINIMAL]);
  expect(problems).toEqual([
    '--project is missing: the file has no Shoot with metadata.namespace as in garden-PROJECT',
    '--shoot is missing: the file has no Shoot with metadata.name',
    '--shoot-uid is missing: the file has no Shoot with metadata.uid',
  ]);
  expect(stdout).toBe('');
});

test('without a manifest the other flags are judged all the same', async () => {
  const address = ['--collector', 'udp', '--stats-address', '127.0.0.1:80000'];
  const missing = await generate(address);
  expect(missing.problems).toEqual([
    '--relp-config <file> is missing',
    '--stats-address 127.0.0.1:80000: the port must be a number from 0 to 65535',
  ]);
  const unreadable = await generate(['--relp-config', '/nowhere/relp.yaml', '--interval', '0']);
  expect(unreadable.problems).toEqual([
    expect.stringContaining('--relp-config /nowhere/relp.yaml: cannot be read: ENOENT'),
    '--interval 0: must be whole seconds from 1s to 1d, such as 60s or 5m',
  ]);
});

test('flags take precedence over the manifest', async () => {
  const { stdout } = await generate(['--relp-config', SHOOT, '--shoot', 'other']);
  expect(stdout).toBe(readFileSync('test/golden/relp-config/shoot-full.conf', 'utf8').replace('"bar"', '"other"'));
});

test('all problems of the flags are reported at once', async () => {
  const flags = ['--project', 'a b', '--collector', 'http', '--interval', '1.5', '--input', 'journal'];
  const paths = [
    '--binary',
    'rsyslog-pstat',
    '--textfile',
    '/a b',
    '--child-log',
    'x',
    '--spool-dir',
    './x',
    '--tls-dir',
    '/t"',
  ];
  const { problems } = await generate(['--relp-config', SHOOT, ...flags, ...paths]);
  const path = 'must be an absolute path of letters, digits and _ . + @ -';
  expect(problems).toEqual([
    '--project "a b": must consist of letters, digits, "-" and "."',
    '--input journal: must be one of unix:PATH, udp://ADDRESS:PORT, tcp://ADDRESS:PORT, none',
    '--collector http: must be one of omprog, file, udp',
    `--binary rsyslog-pstat: ${path}`,
    `--textfile "/a b": ${path}`,
    `--child-log x: ${path}`,
    '--interval 1.5: must be a duration such as 500ms, 90s, 5m or 1h30m',
    `--spool-dir ./x: ${path}`,
    `--tls-dir /t": ${path}`,
  ]);
});

test.each(['0.0.0.0:9292', 'localhost:9292', '127.0.0.1:0', '192.0.2.1:1'])(
  'statistics do not leave the machine: --stats-address %s is refused',
  async (address) => {
    const flags = ['--collector', 'udp', '--stats-address', address];
    const { problems } = await generate(['--relp-config', SHOOT, ...flags]);
    expect(problems).toEqual([
      `--stats-address ${address}: must be 127.0.0.1:PORT or [::1]:PORT, with a port from 1 to 65535`,
    ]);
  },
);

test('files that cannot be read or written are named', async () => {
  const missing = await generate(['--relp-config', '/nowhere/relp.yaml']);
  expect(missing.problems).toEqual([
    "--relp-config /nowhere/relp.yaml: cannot be read: ENOENT: no such file or directory, open '/nowhere/relp.yaml'",
  ]);
  const unwritable = await generate(['--relp-config', SHOOT, '--out', '/nowhere/audit.conf']);
  expect(unwritable.problems).toEqual([
    expect.stringMatching(/^--out \/nowhere\/audit\.conf: cannot be written: ENOENT: no such file or directory/),
  ]);
});

const RETRY = { resumeRetryCount: -1 };
const tls = (settings: object) => ({ ...RETRY, tls: { enabled: true, secretReferenceName: 'any', ...settings } });

test.each([
  ['a retry count', RETRY, []],
  [
    'a retry count of 0',
    { resumeRetryCount: 0 },
    ['resumeRetryCount is 0: messages are lost while the target is down; -1 keeps them'],
  ],
  ['a rebindInterval', { ...RETRY, rebindInterval: 60 }, ['rebindInterval is a number of messages, not of seconds']],
  [
    'TLS that is off',
    { ...RETRY, tls: { enabled: false } },
    ['tls.enabled is false: the other keys of tls have no effect, and messages are sent unencrypted'],
  ],
  [
    'no authMode with gnutls',
    tls({}),
    ["tls.authMode is not set: with gnutls, rsyslog's default for tls.tlsLib, every server is refused"],
  ],
  [
    'no authMode with openssl',
    tls({ tlsLib: 'openssl' }),
    ['tls.authMode is not set: with openssl any server is accepted, and tls.permittedPeer has no effect'],
  ],
  [
    'no permittedPeer',
    tls({ authMode: 'name' }),
    ['tls.permittedPeer is not set: with tls.authMode name rsyslog refuses every server'],
  ],
  [
    'a peer of the other kind',
    tls({ authMode: 'fingerprint', permittedPeer: [`SHA1:${'a'.repeat(40)}`, 'a.example'] }),
    ['tls.permittedPeer: with tls.authMode fingerprint no server can match "a.example"'],
  ],
])('warns, but generates: %s', async (_name, settings, expected) => {
  const file = join(tempDir(), 'relp.yaml');
  const base = { apiVersion: 'rsyslog-relp.extensions.gardener.cloud/v1alpha1', kind: 'RsyslogRelpConfig' };
  const rest = { target: 'localhost', port: 514, loggingRules: [{ severity: 7 }] };
  writeFileSync(file, JSON.stringify({ ...base, ...rest, ...settings }));
  const { stderr, code, stdout } = await generate(['--relp-config', file, ...IDENTITY]);
  expect(stderr).toBe(expected.map((warning) => `warning: ${file}: ${warning}\n`).join(''));
  expect(stdout).toContain('name="rsyslog-relp"');
  expect(code).toBe(0);
});
