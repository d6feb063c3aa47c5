// The one way by which a text gets into a generated configuration. rsyslog's configuration can run programs, so no value may
// end its quotes.

/**
 * Double quotes are read by two different rules in rsyslog (grammar/lexer.l, same in 8.2302 and 8.2610): inside of
 * `if ...` a bare `$` is an error, inside of `action(...)` the escape `\$` is one. Three octal digits are read alike by both.
 *
 * @param text any text; it comes out of rsyslog's lexer byte for byte as it went in
 * @returns the text in double quotes, on one line
 * @throws Error for NUL, which would end the value early
 */
export function quote(text: string): string {
  if (text.includes('\0')) throw new Error('a value in an rsyslog configuration cannot hold a NUL character');
  // oxlint-disable-next-line no-control-regex
  return `"${text.replace(/["\\]/g, String.raw`\$&`).replace(/[$\u0001-\u001f\u007f]/g, octal)}"`;
}

/** `["a", "b"]` */
export function quoteList(texts: readonly string[]): string {
  return `[${texts.map(quote).join(', ')}]`;
}

/** The value of a template's `constant(...)`: rsyslog unescapes it once more than other values. */
export function quoteConstant(text: string): string {
  return quote(text.replaceAll('\\', '\\\\'));
}

function octal(char: string): string {
  return `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
