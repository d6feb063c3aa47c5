// Prints the result of `check`: as text while files are read, or as one JSON document at the end. Control characters of hostile
// input reach neither.
import type { Writable } from 'node:stream';
import type { RejectedLine } from '../collector/collector.ts';

export interface CheckedFile {
  readonly file: string;
  readonly lines: number;
  readonly reports: number;
  readonly incompleteReports: number;
  readonly series: number;
  /** counters dropped by a limit */
  readonly dropped: number;
  /** by reason, without those that did not occur */
  readonly rejected: Readonly<Record<string, number>>;
}

export interface CheckPrinter {
  rejected(line: RejectedLine): void;
  /** the file whose rejected lines came last */
  file(checked: CheckedFile): void;
  end(): void;
}

interface Reason {
  count: number;
  /** FILE:LINE */
  readonly first: string;
}

/** How much of a line is shown around the place. */
const BEFORE = 60;
const WIDTH = 100;

/** @param max rejected lines that are listed */
export function printAsText(out: Writable, max: number): CheckPrinter {
  const reasons = new Map<string, Reason>();
  let count = 0;
  return {
    rejected(line) {
      if (count++ < max) out.write(listed(line));
      countReason(reasons, line);
    },
    file: (checked) => void out.write(`${checked.file}: ${summary(checked)}\n`),
    end() {
      if (count === 0) return;
      const width = Math.max(...[...reasons.keys()].map((reason) => reason.length));
      out.write('rejected, by reason:\n');
      for (const [reason, { count: times, first }] of reasons)
        out.write(`  ${reason.padEnd(width)}  ${times}, first at ${first}\n`);
      if (count > max) out.write(`${max} of ${count} are listed, see --max\n`);
    },
  };
}

/** @param max rejected lines that are listed */
export function printAsJson(out: Writable, max: number): CheckPrinter {
  const files: CheckedFile[] = [];
  const reasons = new Map<string, Reason>();
  const rejectedLines: unknown[] = [];
  return {
    rejected(line) {
      countReason(reasons, line);
      if (rejectedLines.length === max) return;
      const { stream, line: number, offset, reason, detail } = line;
      rejectedLines.push({ file: stream, line: number, column: offset + 1, reason, detail, text: excerpt(line).part });
    },
    file: (checked) => void files.push(checked),
    end: () =>
      void out.write(`${JSON.stringify({ files, reasons: Object.fromEntries(reasons), rejectedLines }, null, 2)}\n`),
  };
}

function countReason(reasons: Map<string, Reason>, { reason, stream, line }: RejectedLine): void {
  const known = reasons.get(reason);
  if (known) known.count++;
  else reasons.set(reason, { count: 1, first: `${stream}:${line}` });
}

function summary({ lines, reports, incompleteReports, series, dropped, rejected }: CheckedFile): string {
  const incomplete = incompleteReports > 0 ? `, ${incompleteReports} of them incomplete` : '';
  const droppedText = dropped > 0 ? `, ${dropped} counters dropped by a limit` : '';
  const total = Object.values(rejected).reduce((sum, count) => sum + count, 0);
  return `${lines} lines, ${reports} reports${incomplete}, ${series} series${droppedText}, ${total} rejected`;
}

/** `FILE:LINE:COLUMN: reason: detail`, the part of the line around the place, and a caret under it. */
function listed(rejected: RejectedLine): string {
  const { stream, line, offset, reason, detail } = rejected;
  const { lead, part, tail, caret } = excerpt(rejected);
  return `${stream}:${line}:${offset + 1}: ${reason}: ${detail}\n  ${lead}${part}${tail}\n  ${' '.repeat(caret)}^\n`;
}

function excerpt({ offset, text }: RejectedLine) {
  const from = Math.max(0, Math.min(offset - BEFORE, text.length - WIDTH));
  const cut = text.slice(from, from + WIDTH);
  const lead = from > 0 ? '...' : '';
  const tail = from + WIDTH < text.length ? '...' : '';
  // Every character stays one column wide.
  // oxlint-disable-next-line no-control-regex -- control characters are meant
  const part = cut.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  return { lead, part, tail, caret: lead.length + Math.min(offset - from, cut.length) };
}
