// The headers in front of the statistics: every template that rsyslog ships, what people make up, and nothing at all.
import { describe, expect, test } from 'vitest';
import { object, outline, parseLine } from './lines-of.ts';

const JSON_LINE = '{ "name": "main Q", "origin": "core.queue", "size": 3 }';
const LEGACY_LINE = 'main Q: origin=core.queue size=3 ';
const RECORD = object('main Q', 'core.queue', [['size', 3]]);

const HEADERS: readonly (readonly [sentence: string, header: string, host: string])[] = [
  ['nothing in front', '', ''],
  ['leading blanks', ' \t ', ''],
  ['ctime, as log.file writes it', 'Fri Nov 20 15:55:31 2026: ', ''],
  ['ctime with a day of one digit', 'Sun Nov  1 05:05:01 2026: ', ''],
  ['RSYSLOG_TraditionalFileFormat', 'Nov 20 15:42:30 vm rsyslogd-pstats: ', 'vm'],
  ['RSYSLOG_TraditionalFileFormat with a day of one digit', 'Nov  2 15:42:30 vm rsyslogd-pstats: ', 'vm'],
  ['RSYSLOG_FileFormat', '2026-11-20T15:42:30.694854+00:00 node-1.example rsyslogd-pstats: ', 'node-1.example'],
  ['RSYSLOG_FileFormat, UTC and no fraction', '2026-11-20T15:42:30Z 10.0.0.7 rsyslogd-pstats: ', '10.0.0.7'],
  ['RSYSLOG_TraditionalForwardFormat', '<46>Nov 20 15:42:30 vm rsyslogd-pstats: ', 'vm'],
  ['RSYSLOG_ForwardFormat', '<46>2026-11-20T15:42:30.694854+00:00 vm rsyslogd-pstats: ', 'vm'],
  ['RSYSLOG_SyslogProtocol23Format', '<46>1 2026-11-20T15:42:30.694854+00:00 vm rsyslogd-pstats - - - ', 'vm'],
  ['RFC 5424 with a BOM', '<46>1 2026-11-20T15:42:30Z vm rsyslogd-pstats 12 ID7 - \ufeff', 'vm'],
  ['RFC 5424 with structured data', '<46>1 2026-11-20T15:42:30Z vm app - - [a@1 b="c d"][e@1 f="g"] ', 'vm'],
  ['RFC 5424 with escapes in structured data', '<46>1 2026-11-20T15:42:30Z vm app - - [a@1 b="\\"\\]c"] ', 'vm'],
  ['RFC 5424 without a host', '<46>1 2026-11-20T15:42:30Z - app - - - ', ''],
  ['another version of RFC 5424', '<46>2 2026-11-20T15:42:30Z vm app - - - ', 'vm'],
  ['RFC 5424 without a time', '<46>1 - vm app - - - ', 'vm'],
  ['a header behind blanks', '  \tNov 20 15:42:30 vm rsyslogd-pstats: ', 'vm'],
  ['a header behind a BOM, as at the start of a file', '\ufeffNov 20 15:42:30 vm rsyslogd-pstats: ', 'vm'],
  ['RFC 5424 behind a blank', ' <46>1 2026-11-20T15:42:30Z vm app - - - ', 'vm'],
  ['structured data of some kilobytes', `<46>1 - vm app - - [a@1 b="${'c'.repeat(8_000)}"] `, 'vm'],
  ['a tag with a process id', 'Nov 20 15:42:30 vm rsyslogd[812]: ', 'vm'],
  ['a tag with colons', 'Nov 20 15:42:30 vm a:b::c: ', 'vm'],
  ['a host that looks like a part of the time', 'Nov 20 15:42:30 20 rsyslogd-pstats: ', '20'],
  ['a time without host and tag', 'Nov 20 15:42:30 ', ''],
  ['a time of ISO 8601 without host and tag', '<46>2026-11-20T15:42:30.694854+00:00 ', ''],
  ['an IPv6 address for a host', '<46>Nov 20 15:42:30 fe80::1%eth0 rsyslogd-pstats: ', 'fe80::1%eth0'],
];

describe('the statistics behind a header are found, and its host:', () => {
  test.each(HEADERS)('%s', (_, header, host) => {
    expect(parseLine(header + JSON_LINE)).toEqual({ host, items: [RECORD] });
    expect(parseLine(`${header}@cee: ${JSON_LINE}`)).toEqual({ host, items: [RECORD] });
    expect(parseLine(header + LEGACY_LINE)).toEqual({ host, items: [RECORD] });
    expect(parseLine(`${header}BEGIN`)).toEqual({ host, items: [{ kind: 'begin' }] });
    expect(parseLine(`${header}END \r`)).toEqual({ host, items: [{ kind: 'end' }] });
  });

  test('a time right in front of statistics without blanks', () => {
    const record = object('a', 'o', [['k', 1]]);
    for (const body of ['{"name":"a","origin":"o","k":1}', '@cee:{"name":"a","origin":"o","k":1}', 'a: origin=o k=1 '])
      expect(parseLine(`Nov 20 15:42:30 ${body}`)).toEqual({ host: '', items: [record] });
  });

  test('a tag right in front of the brace', () => {
    expect(parseLine(`Nov 20 15:42:30 vm rsyslogd-pstats:${JSON_LINE}`)).toEqual({ host: 'vm', items: [RECORD] });
    expect(parseLine(`Nov 20 15:42:30 vm rsyslogd-pstats:@cee:${JSON_LINE}`)).toEqual({ host: 'vm', items: [RECORD] });
  });
});

describe('an unknown prefix', () => {
  const PREFIXES = ['stats-of-node-7 ', '[2026/11/20 15:42] pstats -> ', 'ü€ ', `${'x'.repeat(1000)} `];

  test.each(PREFIXES)('%j leaves JSON and its @cee: cookie findable, and names no host', (prefix) => {
    expect(parseLine(prefix + JSON_LINE)).toEqual({ host: '', items: [RECORD] });
    expect(parseLine(`${prefix}@cee: ${JSON_LINE}`)).toEqual({ host: '', items: [RECORD] });
  });

  test('of more than a kilobyte hides everything', () => {
    expect(outline(parseLine(`${'x'.repeat(1024)} ${JSON_LINE}`).items)).toEqual(['not_statistics@0']);
  });

  test.each(['pstats: ', '[info] ', 'a - '])('%j leaves BEGIN and END findable', (prefix) => {
    expect(parseLine(`${prefix}BEGIN`).items).toEqual([{ kind: 'begin' }]);
    expect(parseLine(`${prefix}END `).items).toEqual([{ kind: 'end' }]);
  });

  test.each([
    ['legacy', 'n: origin=o k=1 some key: END', object('n', 'o', [['k', 1]])],
    ['JSON', '{ "name": "n", "origin": "o", "k": 1, "some key: END', object('n', 'o', [['k', 1]])],
  ])('statistics in %s that were cut are no mark', (_, line, kept) => {
    expect(outline(parseLine(line).items)).toEqual([kept, expect.stringMatching(/^truncated@/)]);
  });

  test.each(['THE END', 'BACKEND', 'BEGINNING', 'BEGIN of it', 'end'])('%j is no mark', (line) => {
    expect(outline(parseLine(line).items)).toEqual(['not_statistics@0']);
  });
});
