// 10,000 batches through each style of rotation, real files and real renames: none is read twice, and none is lost.
import { copyFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProcess } from '../../peers/process.ts';
import { tempDir } from '../../peers/temp.ts';
import { BATCH_TEMPLATE, LINES_PER_BATCH, batchText, numbers } from '../batches.ts';
import { open, type Opened } from '../opened.ts';

const TOTAL = 10_000;
const writer = join(import.meta.dirname, 'rotating-writer.mjs');

function expectAll({ sequence, collector, refusals }: Opened): void {
  expect(refusals).toEqual([]);
  expect(collector.counts.batches).toEqual({ complete: TOTAL, incomplete: 0, unbracketed: 0 });
  expect(collector.counts.lines).toBe(TOTAL * LINES_PER_BATCH);
  // The first one out of place, instead of ten thousand lines of difference.
  expect(sequence().findIndex((seq, at) => seq !== at + 1)).toBe(-1);
}

test.each([
  ['numbered', 500],
  ['dated', 500],
  ['numbered', 100],
  ['dated', 20],
])('rename and create, %s, by a program at full speed, %i per file', async (naming, perFile) => {
  const file = join(tempDir(), 'stats.log');
  await using opened = await open(`file:${file}`);
  const written = runProcess(process.execPath, [writer, file, BATCH_TEMPLATE, `${TOTAL}`, `${perFile}`, naming]);
  expect(await written).toEqual({ code: 0, stdout: '', stderr: '' });
  await opened.untilComplete(TOTAL);
  expectAll(opened);
});

test('copytruncate', async () => {
  const file = join(tempDir(), 'stats.log');
  await using opened = await open(`file:${file}`);
  for (const seq of numbers(1, TOTAL)) {
    await appendFile(file, batchText(seq));
    if (seq % 250 > 0) continue;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
    // Who is a whole rotation behind has lost one, as the copy is overwritten by the next one.
    await opened.untilComplete(seq);
  }
  expectAll(opened);
});

test('log.file.overwrite: each batch replaces the file', async () => {
  const file = join(tempDir(), 'stats.log');
  await using opened = await open(`file:${file}`);
  for (const seq of numbers(1, TOTAL)) {
    const read = opened.nextBatch();
    writeFileSync(`${file}.tmp`, batchText(seq));
    renameSync(`${file}.tmp`, file);
    await read;
  }
  await opened.untilComplete(TOTAL);
  expectAll(opened);
});
