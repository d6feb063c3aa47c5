// `rsyslog-pstat check FILE...`: reads recorded statistics and lists the rejected lines, each with its place and the reason.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { Collector, type RejectedLine } from '../collector/collector.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { SeriesStore } from '../series/store.ts';
import type { CommandFactory } from './command.ts';

/** How much of a line is shown around the place. */
const BEFORE = 60;
const WIDTH = 100;

export const checkCommand: CommandFactory = (io, exit) =>
  new Command('check')
    .description('read recorded statistics and list every line that is rejected, in whole or in part')
    .argument('<file...>', 'recordings; - is standard input')
    .action(async (files: string[]) => exit(await run(files, io)));

async function run(files: readonly string[], io: Io): Promise<number> {
  const unreadable: string[] = [];
  let rejected = 0;
  for (const file of files) {
    const collector = new Collector(new SeriesStore(), {}, (line) => io.stdout.write(renderRejected(line)));
    try {
      await feed(collector, file, io);
    } catch (error) {
      unreadable.push(`${file}: ${(error as Error).message}`);
      continue;
    }
    rejected += total(collector.counts.rejected);
    io.stdout.write(`${file}: ${summarise(collector)}\n`);
  }
  if (unreadable.length > 0) throw new UsageError(unreadable);
  return rejected > 0 ? EXIT.findings : EXIT.ok;
}

function summarise({ counts, drops, endedBatches, store }: Collector): string {
  const { lines, batches, rejected } = counts;
  const incomplete = batches.incomplete > 0 ? `, ${batches.incomplete} of them incomplete` : '';
  const dropped = total(drops) > 0 ? `, ${total(drops)} counters dropped by a limit` : '';
  const reports = `${endedBatches} reports${incomplete}`;
  return `${lines} lines, ${reports}, ${store.size} series${dropped}, ${total(rejected)} rejected`;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

async function feed(collector: Collector, file: string, io: Io): Promise<void> {
  const input: Readable = file === '-' ? io.stdin : createReadStream(file);
  const stream = collector.stream(file);
  for await (const chunk of input) stream.write(chunk as Buffer, io.now());
  stream.end(io.now());
  collector.closeAll();
}

/** `FILE:LINE:COLUMN: reason: detail`, the part of the line around the place, and a caret under it. */
function renderRejected({ stream, line, offset, reason, detail, text }: RejectedLine): string {
  const from = Math.max(0, Math.min(offset - BEFORE, text.length - WIDTH));
  const part = text.slice(from, from + WIDTH);
  const lead = from > 0 ? '...' : '';
  const tail = from + WIDTH < text.length ? '...' : '';
  // Control characters of hostile input must not reach a terminal; every character stays one column wide.
  // oxlint-disable-next-line no-control-regex -- control characters are meant
  const shown = part.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  const caret = ' '.repeat(lead.length + Math.min(offset - from, part.length));
  return `${stream}:${line}:${offset + 1}: ${reason}: ${detail}\n  ${lead}${shown}${tail}\n  ${caret}^\n`;
}
