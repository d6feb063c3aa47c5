// Headers of syslog, of log.file and unknown ones: the parts lie within the line, and statistics behind a header without
// brackets are found, behind any header.
import { parseHeader } from '../../../src/impstats/header.ts';
import { LineParser } from '../../../src/impstats/parser.ts';
import { linesOf } from '../inputs.ts';
import { bytesOf, rule, textOf, type Target } from '../target.ts';

const SEEDS = [
  'Fri Nov 20 16:06:08 2026: ',
  'Nov 20 15:42:30 vm rsyslogd-pstats: ',
  'Nov 20 2026 15:42:30 vm rsyslogd-pstats: ',
  '<46>Nov 20 15:42:30 vm rsyslogd-pstats:',
  '2026-11-20T15:42:30.694854+00:00 vm rsyslogd-pstats: ',
  '2026-11-20 15:42:30 vm rsyslogd-pstats: ',
  '<46>1 2026-11-20T15:42:30.694854+00:00 vm rsyslogd-pstats - - - ',
  '<46>1 2026-11-20T15:42:30Z vm rsyslogd-pstats 12 ID47 [a@1 b="c" d="\\]"][e@2] \ufeff',
  '1 - - a p m - ',
  ' \ufeff<46>Nov  1 15:42:30 vm rsyslogd-pstats[1]: ',
];
const BODY = '{ "name": "a", "origin": "b", "c": 1 }';

export const headers: Target = {
  name: 'headers',
  seeds: () => SEEDS.map(bytesOf),
  words: ['<46>', '<1234>', '1 - h a p m [', '\\]', '[a b="c"]', ' - ', 'Nov 20 15:42:30', '2026-11-20T15:42:30Z'],
  run: (input) => parseHeader(textOf(input)),
  check: (input) => {
    const outcomes = linesOf(input).map((line) => {
      const text = textOf(line);
      const { end, hostStart, hostEnd } = parseHeader(text);
      const isWithin = 0 <= hostStart && hostStart <= hostEnd && hostEnd <= end && end <= text.length;
      rule(isWithin, 'a header lies within its line', () => JSON.stringify([text, end, hostStart, hostEnd]));
      const host = text.slice(hostStart, hostEnd);
      rule(!/\s/.test(host), 'a host name holds no blanks', () => JSON.stringify(host));
      if (/[{[@"]|origin=/.test(text) || text.length > 900) return 'unclear';
      const whole = bytesOf(text + BODY);
      const { items } = new LineParser().parse(whole, 0, whole.length);
      const isFound = items.some((item) => item.kind === 'object' && item.shape.name === 'a' && item.values[0] === 1);
      rule(isFound, 'statistics behind a header are found', () => JSON.stringify([text, items]));
      return `${host === '' ? 'no' : 'a'} host, ${items.length} items`;
    });
    return [...new Set(outcomes)].sort().join('; ');
  },
};
