// `rsyslog-pstat check FILE...`: reads recorded statistics and lists what would be refused, with its place and the reason.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { Collector, type Refusal } from '../collector/collector.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { SeriesStore } from '../series/store.ts';
import type { CommandFactory } from './command.ts';

/** How much of a line is shown around the place. */
const BEFORE = 60;
const WIDTH = 100;

export const checkCommand: CommandFactory = (io, exit) =>
  new Command('check')
    .description('read recorded statistics and list every line of which something would be refused')
    .argument('<file...>', 'recordings; - is standard input')
    .action(async (files: string[]) => exit(await run(files, io)));

async function run(files: readonly string[], io: Io): Promise<number> {
  const unreadable: string[] = [];
  let refused = 0;
  for (const file of files) {
    const store = new SeriesStore();
    const collector = new Collector(store, {}, { refused: (refusal) => io.stdout.write(renderRefusal(refusal)) });
    try {
      await feed(collector, file, io);
    } catch (error) {
      unreadable.push(`${file}: ${(error as Error).message}`);
      continue;
    }
    const { lines, rejected, batches } = collector.counts;
    const rejects = Object.values(rejected).reduce((sum, count) => sum + count, 0);
    refused += rejects;
    const emissions = Object.values(batches).reduce((sum, count) => sum + count, 0);
    const dropped = Object.values(store.drops).reduce((sum, count) => sum + count, 0);
    const overLimit = dropped > 0 ? `, ${dropped} counters left out by a limit` : '';
    const incomplete = batches.incomplete > 0 ? `, ${batches.incomplete} of them incomplete` : '';
    io.stdout.write(
      `${file}: ${lines} lines, ${emissions} emissions${incomplete}, ${store.size} series${overLimit}, ${rejects} refused\n`,
    );
  }
  if (unreadable.length > 0) throw new UsageError(unreadable);
  return refused > 0 ? EXIT.findings : EXIT.ok;
}

async function feed(collector: Collector, file: string, io: Io): Promise<void> {
  const input: Readable = file === '-' ? io.stdin : createReadStream(file);
  const stream = collector.stream(file);
  for await (const chunk of input) stream.write(chunk as Buffer, io.now());
  stream.end(io.now());
  collector.closeAll();
}

/** `FILE:LINE:COLUMN: reason: detail`, the part of the line around the place, and a caret under it. */
function renderRefusal({ stream, line, offset, reason, detail, text }: Refusal): string {
  const from = Math.max(0, Math.min(offset - BEFORE, text.length - WIDTH));
  const part = text.slice(from, from + WIDTH);
  const lead = from > 0 ? '...' : '';
  const tail = from + WIDTH < text.length ? '...' : '';
  // What hostile input holds must not reach a terminal; every character stays one column wide.
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  const shown = part.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  const caret = ' '.repeat(lead.length + Math.min(offset - from, part.length));
  return `${stream}:${line}:${offset + 1}: ${reason}: ${detail}\n  ${lead}${shown}${tail}\n  ${caret}^\n`;
}
