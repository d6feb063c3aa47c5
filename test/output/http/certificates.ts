// Certificates for the TLS tests, made by a real openssl: one authority, and what it has signed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATHS } from '../../peers/available.ts';
import { runProcess } from '../../peers/process.ts';

export interface Certificate {
  /** paths */
  readonly cert: string;
  readonly key: string;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** @param name common name and file name */
export async function makeAuthority(dir: string, name: string): Promise<Certificate> {
  const files = { cert: join(dir, `${name}.pem`), key: join(dir, `${name}.key`) };
  await openssl('req', '-x509', ...KEY, '-keyout', files.key, '-out', files.cert, '-subj', `/CN=${name}`, '-days', '2');
  return files;
}

/** @param names subject alternative names as openssl wants them: `DNS:a.example,IP:127.0.0.1` */
export async function makeCertificate(
  dir: string,
  authority: Certificate,
  name: string,
  names: string,
): Promise<Certificate> {
  const files = { cert: join(dir, `${name}.pem`), key: join(dir, `${name}.key`) };
  const request = join(dir, `${name}.csr`);
  const extensions = join(dir, `${name}.ext`);
  writeFileSync(extensions, `subjectAltName=${names}\n`);
  await openssl('req', ...KEY, '-keyout', files.key, '-out', request, '-subj', `/CN=${name}`);
  const by = ['-CA', authority.cert, '-CAkey', authority.key, '-CAcreateserial'];
  await openssl('x509', '-req', '-in', request, ...by, '-out', files.cert, '-days', '1', '-extfile', extensions);
  return files;
}

async function openssl(...args: string[]): Promise<void> {
  const { code, stderr } = await runProcess(PATHS.openssl, args);
  if (code !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
}
