// SIGKILL at random moments: readers of the textfile always see a whole and valid file, never an empty one, and what
// the killed ones leave behind does not pile up.
import { existsSync, utimesSync, watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseExposition } from '../peers/exposition.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { batch, object, startCollector, TEXTFILE, type RunningCollector } from './collector.ts';
import { selfValue, valueOf } from './series.ts';

const KILLS = 200;
const LANES = 4;
/** Enough series for a write to take a while. */
const OBJECTS = 500;

function bigBatch(mark: number): Buffer {
  const lines = Array.from({ length: OBJECTS }, (_, i) =>
    object(`queue ${i}`, 'core.queue', `"size": ${mark}, "enqueued": ${mark}, "maxqsize": ${mark}`),
  );
  return batch(mark, ...lines);
}

/** Made once: the test is to be no slower than the program. */
const BATCHES = Array.from({ length: 8 }, (_, i) => bigBatch(i + 1));

/** The values of one batch: what a reader of the file may see. @throws Error for anything else */
function expectWhole(text: string): void {
  const families = parseExposition(text);
  const marks = new Set([
    valueOf(families, 'rsyslog_pstat_n', { name: 'mark', origin: 'test' }),
    valueOf(families, 'rsyslog_pstat_size', { name: 'queue 0', origin: 'core.queue' }),
    valueOf(families, 'rsyslog_pstat_enqueued', { name: `queue ${OBJECTS - 1}`, origin: 'core.queue' }),
  ]);
  expect(marks.size).toBe(1);
  expect(marks.has(undefined)).toBe(false);
  expect(selfValue(families, 'textfile_writes_total', { result: 'success' })).toBeGreaterThanOrEqual(0);
}

/** As fast as it takes them. */
async function keepFeeding({ process: child }: RunningCollector): Promise<void> {
  for (let i = 0; child.isRunning(); i++) {
    if (!child.stdin.write(BATCHES[i % BATCHES.length])) {
      await Promise.race([new Promise((drained) => child.stdin.once('drain', drained)), child.exited]);
    }
  }
}

/** In the middle of a write, as soon as its temporary file is seen; every other time after a random delay, which is part of the fault. */
async function killAtSomeMoment(collector: RunningCollector, dir: string, round: number): Promise<void> {
  if (round % 2 === 0) {
    const watcher = watch(dir);
    await new Promise<void>((seen) => {
      // The first event is the temporary file's creation; those behind it are its mode, its content, and the rename.
      let events = Math.floor(Math.random() * 5);
      watcher.on('change', () => {
        if (events-- === 0) seen();
      });
    });
    await collector.process.kill();
    watcher.close();
  } else {
    await delay(Math.random() * 150);
    await collector.process.kill();
  }
}

const temporaryFiles = async (dir: string): Promise<string[]> =>
  (await readdir(dir)).filter((name) => name !== TEXTFILE);

test(`${KILLS} times SIGKILL leave a whole file each time`, async () => {
  const dirs = Array.from({ length: LANES }, () => tempDir());
  let killed = 0;
  let torn = 0;
  const lane = async (dir: string): Promise<void> => {
    for (let round = 0; round < KILLS / LANES; round++) {
      await using collector = await startCollector('textfile', { dir });
      const feeding = keepFeeding(collector);
      if (round === 0) await until('the first file', () => existsSync(join(dir, TEXTFILE)));
      await killAtSomeMoment(collector, dir, round);
      await feeding;
      killed++;
      expectWhole(await readFile(join(dir, TEXTFILE), 'utf8'));
      const left = await temporaryFiles(dir);
      torn += left.length;
      // Leftovers are removed when they are old.
      for (const name of left) utimesSync(join(dir, name), 0, 0);
      expect(left.length).toBeLessThanOrEqual(2);
    }
    await using last = await startCollector('textfile', { dir });
    last.feed(batch(1_000_000));
    await last.untilMark(1_000_000);
    expect(await temporaryFiles(dir)).toEqual([]);
  };
  await Promise.all(dirs.map(lane));
  expect(killed).toBe(KILLS);
  // Otherwise none of them was hit while it wrote, and nothing was tested.
  expect(torn).toBeGreaterThan(KILLS / 20);
});
