// Forwarding over TLS with both of librelp's libraries: which servers the sender accepts, and which it refuses.
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../../peers/available.ts';
import { tempDir } from '../../peers/temp.ts';
import { until } from '../../peers/until.ts';
import { makeCertificates } from '../certificates.ts';
import { forwarded, startPair, type Message, type RelpPair } from '../relp-pair.ts';

const MESSAGE: Message = { program: 'sshd', severity: 4, content: 'secret' };
const [NODE, SERVER, DISTRUST] = ['node.example', 'server.example', 'node-of-another-authority'] as const;

interface Case {
  readonly name: string;
  readonly isAccepted: boolean;
  readonly tls: object;
  /** folder of the sender's certificates, default: one of the same authority as the server's */
  readonly tlsDir?: string;
}

describeWith(['rsyslogd', 'openssl'], 'over TLS', () => {
  let certificates: string;
  let fingerprint: string;

  beforeAll(async () => {
    certificates = tempDir();
    const other = tempDir();
    for (const folder of [join(certificates, NODE), join(certificates, SERVER), join(other, DISTRUST)])
      mkdirSync(folder);
    fingerprint = (await makeCertificates(certificates, [NODE, SERVER]))[SERVER]!;
    await makeCertificates(other, [DISTRUST]);
    cpSync(join(certificates, NODE), join(certificates, DISTRUST), { recursive: true });
    copyFileSync(join(other, 'ca.crt'), join(certificates, DISTRUST, 'ca.crt'));
  });

  const pair = (tlsLib: string, tls: object, tlsDir: string = NODE): Promise<RelpPair> => {
    const folder = join(certificates, SERVER);
    const files = `tls.caCert="${folder}/ca.crt" tls.myCert="${folder}/tls.crt" tls.myPrivKey="${folder}/tls.key"`;
    return startPair({
      relp: {
        loggingRules: [{ severity: 7 }],
        resumeRetryCount: -1,
        tls: { enabled: true, secretReferenceName: 'any', tlsLib, ...tls },
      },
      flags: ['--tls-dir', join(certificates, tlsDir)],
      receiverTls: {
        module: `tls.tlslib="${tlsLib}"`,
        input: `tls="on" ${files} tls.authMode="name" tls.permittedPeer=["${NODE}"]`,
      },
    });
  };

  const name = (...permittedPeer: readonly string[]) => ({ authMode: 'name', permittedPeer });
  const print = (...permittedPeer: readonly string[]) => ({ authMode: 'fingerprint', permittedPeer });

  describe.each(['gnutls', 'openssl'])('with %s', (tlsLib) => {
    const check = async ({ isAccepted, tls, tlsDir }: Omit<Case, 'name'>) => {
      await using relp = await pair(tlsLib, tls, tlsDir);
      await relp.send([MESSAGE]);
      if (isAccepted) {
        await until('the message to arrive', () => relp.received().length > 0);
        expect(relp.received()).toEqual([forwarded(MESSAGE)]);
      } else {
        await until('the server to be refused', () => /authentication error/.test(relp.senderLog()));
        expect(relp.received()).toEqual([]);
      }
    };

    test.each<Case>([
      { name: 'sends to a server with the right name', isAccepted: true, tls: name(SERVER) },
      { name: 'sends to a server with one of several names', isAccepted: true, tls: name('other.example', SERVER) },
      { name: 'sends to a server that a wildcard names', isAccepted: true, tls: name('*.example') },
      { name: 'refuses a server with another name', isAccepted: false, tls: name('other.example') },
      { name: 'refuses every server without a name to expect', isAccepted: false, tls: { authMode: 'name' } },
      { name: 'refuses a server of an unknown authority', isAccepted: false, tls: name(SERVER), tlsDir: DISTRUST },
      { name: 'without authMode does what the warning says', isAccepted: tlsLib === 'openssl', tls: {} },
    ])('$name', check);

    test('sends to a server with the right fingerprint, in small letters as well', async () => {
      await check({ isAccepted: true, tls: print(`SHA1:${fingerprint}`) });
      await check({ isAccepted: true, tls: print(`SHA1:${fingerprint.toLowerCase()}`) });
    });

    test('refuses a server with another fingerprint', () =>
      check({ isAccepted: false, tls: print(`SHA1:${'0'.repeat(40)}`) }));
  });
});
