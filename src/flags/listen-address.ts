// HOST:PORT of the inputs that listen. Without a host they listen on loopback: statistics can be forged by whoever can send
// them, so more than that must be asked for.
import { isIPv6 } from 'node:net';
import { UsageError } from '../io.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const FORM = /^\/\/(?:\[(?<six>[0-9a-fA-F:.%\w]+)\]|(?<host>[^\s:/[\]]*)):(?<port>\d{1,5})$/;
const LOOPBACK = '127.0.0.1';

/**
 * @param location what follows the scheme, as in //127.0.0.1:5140, //[::1]:5140 or //:5140
 * @throws UsageError when it is something else
 */
export function parseListenAddress(scheme: 'udp' | 'tcp', location: string): ListenAddress {
  const { six, host, port } = FORM.exec(location)?.groups ?? {};
  const isValid = port !== undefined && Number(port) <= 65_535 && (six === undefined || isIPv6(six));
  if (!isValid) {
    const examples = `${scheme}://127.0.0.1:5140, ${scheme}://[::1]:5140 or ${scheme}://0.0.0.0:5140`;
    throw new UsageError(`--input ${scheme}:${location}: must look like ${examples}`);
  }
  return { host: six ?? (host || LOOPBACK), port: Number(port) };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the address is in use',
  EADDRNOTAVAIL: 'this machine does not have the address',
  EACCES: 'not permitted',
  EPERM: 'not permitted',
  ENOTFOUND: 'the host is not known',
};

/** @param input as the user wrote it */
export function cannotListen(input: string, cause: unknown): UsageError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new UsageError(`--input ${input}: cannot listen: ${REASONS[code] ?? message}`, { cause });
}
