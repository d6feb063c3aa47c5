// format="cee": JSON behind the cookie `@cee:`. Its _sender_stat lines lack the cookie and are parsed as plain JSON.
import { skipBlanks } from '../header.ts';
import { json } from './json.ts';
import type { LineFormat } from './format.ts';

const COOKIE = '@cee:';

export const cee: LineFormat = {
  name: 'cee',
  recognises: (line, offset) => line.startsWith(COOKIE, offset),
  parse: (line, offset) => json.parse(line, skipBlanks(line, offset + COOKIE.length)),
};
