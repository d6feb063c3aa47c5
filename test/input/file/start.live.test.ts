// Where reading starts in a file that existed before the exporter, and how old its content is taken to be.
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/io.ts';
import { runProcess } from '../../peers/process.ts';
import { peers } from '../../peers/available.ts';
import { tempDir } from '../../peers/temp.ts';
import { until } from '../../peers/until.ts';
import { batchText, batchTexts, numbers } from '../batches.ts';
import { open } from '../opened.ts';

const THREE_HOURS_AGO = Math.floor(Date.now() / 1000) - 3 * 3600;

function written(text: string | Buffer): string {
  const file = join(tempDir(), 'stats.log');
  writeFileSync(file, text);
  utimesSync(file, THREE_HOURS_AGO, THREE_HOURS_AGO);
  return file;
}

const withoutBrackets = (text: string) => text.replaceAll(/^.*(?:BEGIN|END)\n/gm, '');
const asLegacy =
  'Fri Nov 20 15:55:31 2026: global: origin=dynstats \nFri Nov 20 15:55:31 2026: numbered: origin=core.action seq=';

describe('the last whole batch', () => {
  test.each([
    ['of several', batchTexts(1, 5), [5]],
    ['in front of one that is being written', batchTexts(1, 5) + batchText(6).slice(0, 200), [5]],
    ['in front of an END that is being written', batchTexts(1, 5) + batchText(6).slice(0, -1), [5]],
    ['that is the only one', batchText(1), [1]],
    ['far behind, in a large file', batchTexts(1, 20_000), [20_000]],
    ['that is larger than what is looked at first', batchText(1) + large(2), [2]],
    [
      'behind a header of syslog',
      batchTexts(1, 3).replaceAll(/^.{24}: /gm, '<46>Nov 20 15:55:31 host rsyslogd-pstats: '),
      [3],
    ],
  ])('%s', async (_, text, expected) => {
    await using opened = await open(`file:${written(text)}`);
    await opened.untilComplete(1);
    expect(opened.sequence()).toEqual(expected);
    expect(opened.refusals).toEqual([]);
  });

  test.each([
    ['JSON', withoutBrackets(batchTexts(1, 3))],
    ['legacy', `${asLegacy}1 \n${asLegacy}2 \n${asLegacy}3 \n`],
  ])('without brackets: %s', async (_, text) => {
    await using opened = await open(`file:${written(text)}`);
    await until('the lines to be read', () => opened.collector.counts.lines >= 2);
    opened.collector.closeAll();
    expect(opened.sequence()).toEqual([3]);
  });

  test('a first batch that is being written is read from its beginning', async () => {
    const text = batchText(1);
    const file = written(text.slice(0, 300));
    await using opened = await open(`file:${file}`);
    appendFileSync(file, text.slice(300));
    await opened.untilComplete(1);
    expect(opened.sequence()).toEqual([1]);
  });

  test('a file without statistics is read from its first whole line', async () => {
    const file = written('neither this\nnor that\n');
    await using opened = await open(`file:${file}`);
    await until('the lines to be read', () => opened.collector.counts.lines === 2);
    appendFileSync(file, batchText(1));
    await opened.untilComplete(1);
  });
});

test('what was there is as old as the file, what comes is new', async () => {
  const file = written(batchTexts(1, 3));
  const now = Date.now();
  await using opened = await open(`file:${file}`, { now: () => now });
  await opened.untilComplete(1);
  appendFileSync(file, batchText(4));
  await opened.untilComplete(2);
  expect(opened.batches.map(({ at }) => at)).toEqual([THREE_HOURS_AGO * 1000, now]);
});

describe('a file that is not there yet', () => {
  test('is waited for and read from its beginning', async () => {
    const file = join(tempDir(), 'stats.log');
    await using opened = await open(`file:${file}`);
    writeFileSync(file, batchTexts(1, 3));
    await opened.untilComplete(3);
    expect(opened.sequence()).toEqual([1, 2, 3]);
    expect(opened.log.join('\n')).toContain('info waiting for the file to appear');
  });

  test('in a folder that is not there either', async () => {
    const folder = join(tempDir(), 'folder');
    await using opened = await open(`file:${folder}/stats.log`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'stats.log'), batchText(1));
    await opened.untilComplete(1);
    appendFileSync(join(folder, 'stats.log'), batchText(2));
    await opened.untilComplete(2);
  });
});

test('a file that went and came back is read on', async () => {
  const file = written(batchText(1));
  await using opened = await open(`file:${file}`);
  await opened.untilComplete(1);
  rmSync(file);
  writeFileSync(`${file}.new`, batchText(2));
  renameSync(`${file}.new`, file);
  await opened.untilComplete(2);
  expect(opened.sequence()).toEqual([1, 2]);
});

test('a line that is half written is waited for', async () => {
  const file = written(batchText(1));
  await using opened = await open(`file:${file}`);
  await opened.untilComplete(1);
  const text = batchText(2);
  for (let at = 0; at < text.length; at += 50) {
    const { lines } = opened.collector.counts;
    const part = text.slice(at, at + 50);
    appendFileSync(file, part);
    const ends = part.split('\n').length - 1;
    await until('the lines to be read', () => opened.collector.counts.lines === lines + ends);
  }
  expect(opened.sequence()).toEqual([1, 2]);
  expect(opened.refusals).toEqual([]);
});

describe('what cannot be followed', () => {
  test('a folder', async () => {
    await expect(open(`file:${tempDir()}`)).rejects.toThrow(UsageError);
  });

  test('a named pipe, without waiting for its writer', async () => {
    const pipe = join(tempDir(), 'pipe');
    expect((await runProcess('mkfifo', [pipe])).code).toBe(0);
    await expect(open(`file:${pipe}`)).rejects.toThrow('for a pipe use -');
  });

  test('no path at all', async () => {
    await expect(open('file:')).rejects.toThrow('needs a path');
  });
});

describe('a file that cannot be read is told once, and read as soon as it can be', () => {
  // root can read everything
  test.skipIf(peers.isRoot)('not permitted', async () => {
    const file = written(batchTexts(1, 3));
    chmodSync(file, 0);
    await isToldOnceAndRead(file, () => chmodSync(file, 0o600));
  });

  test('a symbolic link that leads to itself', async () => {
    const file = join(tempDir(), 'stats.log');
    symlinkSync(file, file);
    await isToldOnceAndRead(file, () => {
      rmSync(file);
      symlinkSync(written(batchTexts(1, 3)), file);
    });
  });

  async function isToldOnceAndRead(file: string, mend: () => void): Promise<void> {
    await using opened = await open(`file:${file}`);
    const told = () => opened.log.filter((line) => line.includes('cannot read the file'));
    await until('the problem to be told', () => told().length === 1);
    mend();
    await opened.untilComplete(1);
    expect(opened.sequence()).toEqual([3]);
    expect(told()).toHaveLength(1);
  }
});

/** Above 4 MiB. */
function large(seq: number): string {
  const name = 'x'.repeat(900);
  const lines = numbers(1, 5000).map((n) => `{ "name": "${name}${n}", "origin": "core.queue", "size": 0 }\n`);
  return batchText(seq).replace(/^(.*END)$/m, `${lines.join('')}$1`);
}
