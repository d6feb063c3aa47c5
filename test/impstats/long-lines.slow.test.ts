// Lines of 20 MiB, as --max-line allows them: on text of 16 MiB, the stack of a regular expression with a loop overflows.
import { expect, test } from 'vitest';
import { parseLine } from './lines-of.ts';

const CHARS = 20 * 1024 * 1024;
const HEAD = '{ "name": "n", "origin": "o", ';
const SENDER = '{ "name":"_sender_stat", "origin":"impstats", "sender":"';

const many = (text: string): string => text.repeat(CHARS / text.length);

const LINES: readonly (readonly [sentence: string, make: () => string, reasons: readonly string[]])[] = [
  ['a header without structured data', () => `1 - h a p m [${many('a')}`, ['not_statistics']],
  ['a header that is one word', () => `Nov 20 15:42:30 ${many('a')}`, ['not_statistics']],
  ['a time without an end', () => `2026-11-20T15:42:30${many('1')}`, ['not_statistics']],
  ['words', () => `<1>1 - ${many('a ')}`, ['not_statistics']],
  ['blanks', () => `${many(' ')}x`, ['not_statistics']],
  ['blanks behind END', () => `END${many(' ')}`, ['not_statistics']],
  ['braces', () => many('{'), ['malformed']],
  ['brackets', () => many('['), ['not_statistics']],
  ['a cookie and blanks', () => `@cee:${many(' ')}`, ['truncated']],
  ['blanks in an object', () => `{${many(' ')}"name": 1 }`, ['missing_name']],
  ['a string', () => `{ "${many('a')}": 1 }`, ['missing_name']],
  ['a string of escapes', () => `{ "${many('\\n')}": 1 }`, ['missing_name']],
  ['a string of backslashes', () => `{ "${many('\\')}`, ['truncated']],
  ['a string of wrong escapes', () => `{ "${many('\\u')}": 1 }`, ['malformed']],
  ['digits', () => `${HEAD}"k": ${many('1')} }`, ['bad_value']],
  ['digits in a string', () => `${HEAD}"k": "${many('1')}" }`, ['bad_value']],
  ['decimals', () => `${HEAD}"k": 1.${many('1')} }`, ['malformed']],
  ['a sender in JSON', () => `${SENDER}${many('"')}", "messages": 1}`, []],
  ['blanks behind a sender in JSON', () => `${SENDER}a"b", "messages": 1}${many(' ')}`, []],
  ['blanks in a sender in JSON', () => `${SENDER}a"b"${many(' ')}, "messages": 1}`, ['malformed']],
  ['a sender in legacy', () => `_sender_stat: sender=${many('a')} messages=1`, []],
  ['digits behind a sender in legacy', () => `_sender_stat: sender=a messages=${many('1')}`, ['not_statistics']],
  ['a key in legacy', () => `n: origin=o ${many('a')}=1 `, []],
  ['digits in legacy', () => `n: origin=o a=${many('1')} `, ['bad_value']],
  ['equal signs in legacy', () => `n: origin=o ${many('=')}`, ['truncated']],
  ["digits in rsyslog's Prometheus format", () => `a_total ${many('1')}`, ['unsupported_format']],
];

test.each(LINES)('%s', (_, make, reasons) => {
  const { items } = parseLine(make());
  expect(items.flatMap((item) => (item.kind === 'reject' ? item.reason : []))).toEqual(reasons);
});
