// A textfile that cannot be written for a while: the old one stays as it is, the failures are counted, and the first batch
// after the trouble is over is in the file.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { batch, startCollector, TEXTFILE, type RunningCollector } from './collector.ts';
import { canMount, mountSmall } from './mount.ts';
import { selfValue } from './series.ts';

interface Trouble {
  readonly begin: () => void;
  readonly end: () => void;
}

function complaints(collector: RunningCollector): number {
  return collector.process.stderr().split('level=error msg="cannot write the textfile').length - 1;
}

/** Some batches that cannot be written, and one that can. */
async function surviveTrouble(collector: RunningCollector, dir: string, { begin, end }: Trouble): Promise<void> {
  const file = join(dir, TEXTFILE);
  collector.feed(batch(1));
  await collector.untilMark(1);
  const before = readFileSync(file, 'utf8');
  begin();
  for (const mark of [2, 3]) {
    const seen = complaints(collector);
    collector.feed(batch(mark));
    await until('a complaint', () => complaints(collector) > seen);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : before).toBe(before);
  }
  end();
  collector.feed(batch(4));
  const families = await collector.untilMark(4);
  expect(selfValue(families, 'textfile_writes_total', { result: 'failure' })).toBe(2);
  expect(selfValue(families, 'batches_total', { result: 'complete' })).toBe(4);
  expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

test('a folder that goes away and comes back', async () => {
  const dir = join(tempDir(), 'textfiles');
  const away = `${dir}-away`;
  mkdirSync(dir);
  await using collector = await startCollector('textfile', { dir });
  await surviveTrouble(collector, dir, {
    begin: () => renameSync(dir, away),
    end: () => renameSync(away, dir),
  });
});

test('a folder that is not there at the start', async () => {
  const dir = join(tempDir(), 'textfiles');
  await using collector = await startCollector('textfile', { dir });
  collector.feed(batch(1));
  await until('a complaint', () => complaints(collector) === 1);
  mkdirSync(dir);
  collector.feed(batch(2));
  expect(selfValue(await collector.untilMark(2), 'textfile_writes_total', { result: 'failure' })).toBe(1);
});

test('a folder in the place of the file', async () => {
  const dir = tempDir();
  await using collector = await startCollector('textfile', { dir });
  mkdirSync(join(dir, TEXTFILE));
  collector.feed(batch(1));
  await until('a complaint', () => complaints(collector) === 1);
  rmSync(join(dir, TEXTFILE), { recursive: true });
  collector.feed(batch(2));
  await collector.untilMark(2);
});

test.skipIf(!canMount())('a file system that is read-only for a while (needs the right to mount)', async () => {
  const small = mountSmall(256);
  await using collector = await startCollector('textfile', { dir: small.path });
  await surviveTrouble(collector, small.path, {
    begin: () => small.setReadOnly(true),
    end: () => small.setReadOnly(false),
  });
});

test.skipIf(!canMount())('a file system that is full for a while (needs the right to mount)', async () => {
  const { path } = mountSmall(64);
  const filler = join(path, 'filler');
  await using collector = await startCollector('textfile', { dir: path });
  await surviveTrouble(collector, path, {
    begin: () => expect(() => writeFileSync(filler, Buffer.alloc(65_536))).toThrow('ENOSPC'),
    end: () => rmSync(filler),
  });
});
