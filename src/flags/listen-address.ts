// The one spelling of addresses to listen on, for every flag that takes one: HOST:PORT, [IPV6]:PORT or :PORT.
import { isIPv6 } from 'node:net';
import { UsageError } from '../io.ts';

export interface ListenAddress {
  /** undefined in `:PORT`: each flag documents what that means */
  readonly host: string | undefined;
  /** 0: any free port */
  readonly port: number;
  /** as the user wrote it */
  readonly text: string;
}

const FORM = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^\s:/[\]]*)):(?<port>\d+)$/;
const HIGHEST_PORT = 65_535;

/** @throws UsageError that says which forms and ports are allowed */
export function parseListenAddress(text: string): ListenAddress {
  const { six, host, port } = FORM.exec(text)?.groups ?? {};
  if (port === undefined || (six !== undefined && !isIPv6(six))) {
    throw new UsageError('the address must be HOST:PORT, as in 127.0.0.1:5140, [::1]:5140 or :5140');
  }
  if (Number(port) > HIGHEST_PORT) throw new UsageError(`the port must be a number from 0 to ${HIGHEST_PORT}`);
  return { host: six ?? (host || undefined), port: Number(port), text };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'this machine does not have that address',
  EACCES: 'not permitted',
  EPERM: 'not permitted',
  ENOTFOUND: 'the host name is not known',
};

/** @param flag with its value, as the user wrote it: `--input tcp://:5140` */
export function cannotListen(flag: string, cause: unknown): UsageError {
  const { code = '', message, port } = cause as NodeJS.ErrnoException & { readonly port?: number };
  const hint = code === 'EACCES' && port !== undefined && port < 1024 ? '; ports below 1024 need privileges' : '';
  return new UsageError(`${flag}: cannot listen: ${REASONS[code] ?? message}${hint}`, { cause });
}
