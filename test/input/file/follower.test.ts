// What can happen between two looks at a file. Nothing watches here: each test says itself when we look.
import { appendFileSync, copyFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { FileFollower } from '../../../src/input/file/follower.ts';
import type { Log } from '../../../src/log.ts';
import { atEnd } from '../../peers/cleanup.ts';
import { tempDir } from '../../peers/temp.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

let file: string;
let seen: string;
let follower: FileFollower;

/** Follows a file that is not there yet; `|` stands for the end of a stream and `!` for a line that is forgotten. */
beforeEach(() => {
  file = join(tempDir(), 'stats.log');
  seen = '';
  const stream = {
    write: (bytes: Uint8Array) => (seen += Buffer.from(bytes).toString()),
    end: () => (seen += '|'),
    reset: () => (seen += '!'),
    close: () => {},
  };
  writeFileSync(`${file}.9`, 'rotated before our time\n');
  const opened = new FileFollower(file, stream, { now: () => 0 }, silent);
  atEnd(() => opened.close());
  follower = opened;
  look();
});

function look(): string {
  while (follower.step());
  const news = seen;
  seen = '';
  return news;
}

describe('rename and create', () => {
  test('the rest of the old file comes before the new one', () => {
    writeFileSync(file, 'a\n');
    expect(look()).toBe('a\n');
    appendFileSync(file, 'b\n');
    renameSync(file, `${file}.1`);
    writeFileSync(file, 'c\n');
    expect(look()).toBe('b\n|c\n');
  });

  test('the old file is read on as long as nothing is in the new one', () => {
    writeFileSync(file, 'a\n');
    look();
    renameSync(file, `${file}.1`);
    writeFileSync(file, '');
    expect(look()).toBe('');
    appendFileSync(`${file}.1`, 'b\n');
    expect(look()).toBe('b\n');
    appendFileSync(`${file}.1`, 'c\n');
    appendFileSync(file, 'd\n');
    expect(look()).toBe('c\n|d\n');
    appendFileSync(`${file}.1`, 'late\n');
    expect(look()).toBe('');
  });

  test('a line that the old file did not finish ends there', () => {
    writeFileSync(file, 'a');
    look();
    renameSync(file, `${file}.1`);
    writeFileSync(file, 'b\n');
    expect(look()).toBe('|b\n');
  });

  test('a file that is gone is read to its end', () => {
    writeFileSync(file, 'a\n');
    look();
    appendFileSync(file, 'b\n');
    rmSync(file);
    expect(look()).toBe('b\n');
  });

  test.each([
    ['numbered', ['.3', '.2', '.1']],
    ['dated', ['-20260101', '-20260102', '-20260103']],
    ['dated to the second', ['-20260101-1767225600', '-20260101-1767225601', '-20260102-1767312000']],
  ])('files that came and went meanwhile are found: %s', (_, [first, second, third]) => {
    writeFileSync(file, 'a\n');
    look();
    renameSync(file, `${file}${first}`);
    writeFileSync(file, 'b\n');
    renameSync(file, `${file}${second}`);
    writeFileSync(file, 'c\n');
    renameSync(file, `${file}${third}`);
    writeFileSync(file, 'd\n');
    expect(look()).toBe('a\n|b\n|c\n|d\n'.slice(2));
  });

  test('also when it was not there at our first look', () => {
    writeFileSync(file, 'a\n');
    renameSync(file, `${file}.1`);
    writeFileSync(file, 'b\n');
    expect(look()).toBe('a\n|b\n');
  });

  test.each(['stats.log.1.gz', 'stats.log.bak', 'stats-2.log', 'stats.log.json', 'other.log.1'])(
    'not taken for one of them: %s',
    (name) => {
      writeFileSync(file, 'a\n');
      look();
      renameSync(file, `${file}.1`);
      writeFileSync(join(file, '..', name), 'x\n');
      writeFileSync(file, 'b\n');
      expect(look()).toBe('|b\n');
    },
  );
});

describe('truncation', () => {
  test('seen while the file is shorter', () => {
    writeFileSync(file, 'aaaa\n');
    look();
    truncateSync(file);
    expect(look()).toBe('!');
    appendFileSync(file, 'b\n');
    expect(look()).toBe('b\n');
  });

  test.each(['shorter', 'as long', 'longer'])('not seen before it was written again, now %s', (length) => {
    writeFileSync(file, 'first file\n');
    look();
    const text = { shorter: '2\n', 'as long': 'other file\n', longer: 'second, longer file\n' }[length] ?? '';
    truncateSync(file);
    appendFileSync(file, text);
    expect(look()).toBe(`!${text}`);
  });

  test('half a line from before it is not joined with what comes', () => {
    writeFileSync(file, 'a\n"size": 12');
    look();
    truncateSync(file);
    appendFileSync(file, '345\n');
    expect(look()).toBe('!345\n');
  });

  test.each(['stats.log.1', 'stats.log-20260101', 'stats.1.log', 'stats.log.bak'])(
    'what was not read yet is read from the copy: %s',
    (name) => {
      writeFileSync(file, 'a\n');
      look();
      appendFileSync(file, 'b\n');
      copyFileSync(file, join(file, '..', name));
      truncateSync(file);
      expect(look()).toBe('b\n');
      appendFileSync(file, 'c\n');
      expect(look()).toBe('|c\n');
    },
  );

  test('the copy of an older rotation is not read', () => {
    writeFileSync(`${file}.1`, 'z\nzzzzzzz\n');
    writeFileSync(file, 'a\n');
    look();
    truncateSync(file);
    appendFileSync(file, 'b\n');
    expect(look()).toBe('!b\n');
  });
});

test('a file larger than a chunk arrives whole', () => {
  const text = Array.from({ length: 100_000 }, (_, at) => `line ${at}\n`).join('');
  writeFileSync(file, text);
  expect(look()).toBe(text);
  appendFileSync(file, text);
  expect(look()).toBe(text);
});

test('a file that is rotated again and again without a byte in it costs no descriptors', () => {
  writeFileSync(file, 'a\n');
  look();
  const descriptors = readdirSync('/proc/self/fd').length;
  for (let round = 0; round < 200; round++) {
    renameSync(file, `${file}.${round}`);
    writeFileSync(file, '');
    look();
  }
  appendFileSync(file, 'b\n');
  expect(readdirSync('/proc/self/fd').length).toBeLessThan(descriptors + 80);
  expect(look()).toMatch(/^\|+b\n$/);
});
