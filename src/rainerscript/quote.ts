// Quotes texts for a generated rsyslog configuration, and reads quoted texts back. rsyslog's configuration can run programs,
// so no value may end its quotes.

/**
 * rsyslog reads double quotes by two rules (grammar/lexer.l, same in 8.2302 and 8.2610): inside `if ...` a bare `$` is an
 * error, inside `action(...)` the escape `\$` is one. Both read three octal digits alike.
 *
 * @param text any text; rsyslog's lexer returns it byte for byte
 * @returns the text in double quotes, on one line
 * @throws Error for NUL, which would end the value early
 */
export function quote(text: string): string {
  if (text.includes('\0')) throw new Error('a value in an rsyslog configuration cannot contain a NUL character');
  // oxlint-disable-next-line no-control-regex
  return `"${text.replace(/["\\]/g, String.raw`\$&`).replace(/[$\u0001-\u001f\u007f]/g, octal)}"`;
}

/** `["a", "b"]` */
export function quoteList(texts: readonly string[]): string {
  return `[${texts.map(quote).join(', ')}]`;
}

/** The value of a template's `constant(...)`, which rsyslog unescapes once more than other values. */
export function quoteConstant(text: string): string {
  return quote(text.replaceAll('\\', '\\\\'));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f' };

/**
 * The inverse of quote(). Also resolves the escapes that quote() does not write: `\n`, `\x41`.
 *
 * @param body what stands between the quotes
 */
export function unquote(body: string): string {
  return body.replaceAll(/\\([0-7]{3}|x[0-9a-fA-F]{2}|[^])/g, (_, code: string) => {
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}

function octal(char: string): string {
  return `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
