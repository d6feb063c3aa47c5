// Finds where the statistics start in a line: behind a syslog or ctime header, or at its first non-blank. Of the header only
// the hostname is used: --node-label distinguishes hosts by it.

export interface Header {
  /** offset of the first character behind the header and its blanks */
  readonly end: number;
  /** range of the hostname; empty when the header has none */
  readonly hostStart: number;
  readonly hostEnd: number;
}

const PRI = /<\d{1,3}>/y;
/** log.file: `Fri Nov 20 15:55:31 2026: ` */
const CTIME = /[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}: /y;
/** RSYSLOG_TraditionalFileFormat, RSYSLOG_FileFormat, RSYSLOG_ForwardFormat: timestamp, host, tag with its colon */
const SYSLOG =
  /(?:[A-Z][a-z]{2} [ \d]\d(?: \d{4})? \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*) (\S+) \S{1,255}?:(?= |$|[@{])/dy;
/** RFC 5424: version, timestamp, host, app, procid, msgid, structured data (in which a backslash escapes brackets) */
const RFC5424 = /\d{1,3} (?:-|\d{4}-\d\d-\d\dT\S+) (\S+) \S+ \S+ \S+ (?:-|(?:\[(?:[^\]\\]|\\.)*\])+)(?= |$)/dy;

/** @returns the header of a line; without a known header, `end` is the first non-blank */
export function parseHeader(line: string): Header {
  const start = match(PRI, line, 0)?.[0].length ?? 0;
  const ctime = match(CTIME, line, start);
  if (ctime) return { end: skipBlanks(line, start + ctime[0].length), hostStart: 0, hostEnd: 0 };
  for (const pattern of [SYSLOG, RFC5424]) {
    const found = match(pattern, line, start);
    if (!found) continue;
    const [hostStart, hostEnd] = found.indices?.[1] ?? [0, 0];
    const end = skipBlanks(line, start + found[0].length);
    return { end, hostStart, hostEnd: found[1] === '-' ? hostStart : hostEnd };
  }
  return { end: skipBlanks(line, start), hostStart: 0, hostEnd: 0 };
}

export function skipBlanks(text: string, from: number): number {
  let offset = from;
  // BOM: RFC 5424 puts one before the message.
  while (offset < text.length && (text.charCodeAt(offset) <= 0x20 || text.charCodeAt(offset) === 0xfeff)) offset++;
  return offset;
}

function match(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
