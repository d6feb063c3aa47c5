// A certificate authority for one test, and certificates that it signed, made by the openssl program.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATHS } from '../peers/available.ts';
import { runProcess } from '../peers/process.ts';

/**
 * Writes ca.crt, tls.crt and tls.key, the names that the generated configuration expects, to a folder per name.
 *
 * @param names the host name of each certificate, which is also the name of its folder
 * @returns SHA-1 fingerprints (40 hexadecimal digits, capitals) by name
 */
export async function makeCertificates(
  dir: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];
  const caFiles = [...key, join(dir, 'ca.key'), '-out', join(dir, 'ca.crt')];
  await openssl('req', '-x509', ...caFiles, '-days', '2', '-subj', '/CN=Test CA');
  const fingerprints: Record<string, string> = {};
  for (const name of names) {
    const own = (file: string) => join(dir, name, file);
    writeFileSync(own('ext'), `subjectAltName=DNS:${name}\n`);
    await openssl('req', ...key, own('tls.key'), '-out', own('csr'), '-subj', `/CN=${name}`);
    const ca = ['-CA', join(dir, 'ca.crt'), '-CAkey', join(dir, 'ca.key'), '-CAcreateserial'];
    await openssl(
      'x509',
      '-req',
      '-in',
      own('csr'),
      ...ca,
      '-out',
      own('tls.crt'),
      '-days',
      '2',
      '-extfile',
      own('ext'),
    );
    await openssl('x509', '-in', join(dir, 'ca.crt'), '-out', own('ca.crt'));
    const printed = await openssl('x509', '-in', own('tls.crt'), '-noout', '-fingerprint', '-sha1');
    fingerprints[name] = printed.split('=')[1]!.trim().replaceAll(':', '');
  }
  return fingerprints;
}

async function openssl(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProcess(PATHS.openssl, args);
  if (code !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  return stdout;
}
