// Arbitrary texts for property tests, among them what would end a quote, start a statement or be expanded by rsyslog.
import { array, constantFrom, oneof, string, type Arbitrary } from 'fast-check';

const FRAGMENTS = [
  '"',
  "'",
  '`',
  '\\',
  '\\"',
  '\\\\"',
  '$',
  '$msg',
  '`echo $HOME`',
  '%msg%',
  '#',
  '/*',
  '*/',
  '\n',
  '\r\n',
  '\t',
  '\u0001',
  '\u007f',
  '\\n',
  '\\044',
  '\\x41',
  '")',
  '" then { stop }\n',
  '")\naction(type="omprog" binary="/bin/false")\n#',
  '$IncludeConfig /etc/passwd\n',
  'ä€😀',
  'a\u2028b',
  ' ',
];

/** Any text that a configuration can contain; NUL is refused everywhere. */
export const hostileText: Arbitrary<string> = array(
  oneof(constantFrom(...FRAGMENTS), string({ unit: 'grapheme' }), string({ unit: 'binary', maxLength: 4 })),
  {
    maxLength: 6,
  },
).map((parts) => parts.join('').replaceAll('\0', ''));
