// Takes a certificate's subject alternative names apart. Pure: Node's text in, names out.

const ENTRY = /(?:^|, )(?:(DNS|IP Address|URI|email):)?("(?:[^"\\]|\\.)*"|[^,]*)/g;

/**
 * @param text as in X509Certificate.subjectAltName: `DNS:a.example, IP Address:127.0.0.1`; Node puts a name that holds a
 * comma or a quote into JSON quotes, so that no name can pretend to be two
 * @returns the names of hosts, addresses, URIs and e-mail boxes; other kinds are left out
 */
export function alternativeNames(text: string | undefined): readonly string[] {
  const names: string[] = [];
  for (const [, kind, value = ''] of (text ?? '').matchAll(ENTRY)) {
    if (kind === undefined) continue;
    names.push(value.startsWith('"') ? (JSON.parse(value) as string) : value);
  }
  return names;
}
