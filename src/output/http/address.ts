// The spelling of --web.listen-address. Refuses what other exporters accept beyond TCP, by name.

export interface ListenAddress {
  /** undefined: all addresses of the machine */
  readonly host: string | undefined;
  readonly port: number;
  /** as the user wrote it */
  readonly text: string;
}

const FORM = /^(?:\[(?<six>[0-9a-fA-F:.%\w]+)\]|(?<host>[^\s:/[\]]*)):(?<port>\d{1,5})$/;

/**
 * @param text `HOST:PORT`, `:PORT` for all addresses, `[IPV6]:PORT`
 * @returns the address, or what is wrong with it
 */
export function parseListenAddress(text: string): ListenAddress | { readonly problem: string } {
  const problem = (why: string) => ({ problem: `--web.listen-address ${JSON.stringify(text)}: ${why}` });
  const [, scheme] = /^(vsock|unix|systemd):/.exec(text) ?? [];
  if (scheme !== undefined) return problem(`${scheme} sockets are not supported, only TCP, as in 127.0.0.1:9292`);
  const parts = FORM.exec(text)?.groups;
  if (parts === undefined) return problem('must be HOST:PORT, as in 127.0.0.1:9292, :9292 or [::1]:9292');
  const port = Number(parts['port']);
  if (port > 65_535) return problem('the port must be at most 65535');
  const host = parts['six'] ?? parts['host'];
  return { host: host === '' ? undefined : host, port, text };
}
