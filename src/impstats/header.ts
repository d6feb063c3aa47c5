// Finds where the statistics start in a line: behind blanks, and behind a syslog or ctime header. Of the header only the hostname
// is used: --node-label distinguishes hosts by it. It refuses headers of more than MAX_HEADER_CHARS.

export interface Header {
  /** offset of the first character behind the header and its blanks */
  readonly end: number;
  /** range of the hostname; empty when the header has none */
  readonly hostStart: number;
  readonly hostEnd: number;
}

/** On longer text, the stack of a regular expression overflows. */
const MAX_HEADER_CHARS = 8192;

const PRI = /<\d{1,3}>/y;
/** log.file: `Fri Nov 20 15:55:31 2026: ` */
const CTIME = /[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}: /y;
const TIMESTAMP = String.raw`(?:[A-Z][a-z]{2} [ \d]\d(?: \d{4})? \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\s{"]*) `;
/**
 * RSYSLOG_TraditionalFileFormat, RSYSLOG_FileFormat, RSYSLOG_ForwardFormat: timestamp, host, tag with its colon. Braces and quotes
 * are those of statistics right behind the timestamp, and so is a colon in front of ` origin=`.
 */
const SYSLOG = new RegExp(String.raw`${TIMESTAMP}([^\s{"]+) [^\s{"]{1,255}?:(?! origin=)(?= |$|[@{])`, 'dy');
/** Without host and tag. */
const TIMESTAMP_ALONE = new RegExp(TIMESTAMP, 'y');
/** RFC 5424: version, timestamp, host, app, procid, msgid, structured data (in which a backslash escapes brackets) */
const RFC5424 = /\d{1,3} (?:-|\d{4}-\d\d-\d\dT\S+) (\S+) \S+ \S+ \S+ (?:-|(?:\[(?:[^\]\\]|\\.)*\])+)(?= |$)/dy;

/**
 * @param from where the header may begin
 * @returns the header of a line; without a known header, `end` is the first non-blank behind the priority
 */
export function parseHeader(line: string, from = 0): Header {
  const blanks = skipBlanks(line, from);
  const head = line.slice(blanks, blanks + MAX_HEADER_CHARS);
  const start = match(PRI, head, 0)?.[0].length ?? 0;
  for (const pattern of [CTIME, SYSLOG, RFC5424, TIMESTAMP_ALONE]) {
    const found = match(pattern, head, start);
    if (!found) continue;
    const end = blanks + pattern.lastIndex;
    // The pattern may take the end of `head` for the end of the line.
    if (pattern.lastIndex === head.length && end < line.length) break;
    const [hostStart, hostEnd] = found.indices?.[1] ?? [0, 0];
    const isNamed = found[1] !== '-';
    return {
      end: skipBlanks(line, end),
      hostStart: blanks + hostStart,
      hostEnd: blanks + (isNamed ? hostEnd : hostStart),
    };
  }
  return { end: skipBlanks(line, blanks + start), hostStart: 0, hostEnd: 0 };
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
