// format="cee": JSON behind the cookie `@cee:`. Its _sender_stat lines come without the cookie and are taken as plain JSON.
import { skipBlanks } from '../header.ts';
import { json } from './json.ts';
import type { Format } from './format.ts';

const COOKIE = '@cee:';

export const cee: Format = {
  name: 'cee',
  recognises: (line, at) => line.startsWith(COOKIE, at),
  parse: (line, at) => json.parse(line, skipBlanks(line, at + COOKIE.length)),
};
