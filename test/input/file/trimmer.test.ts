// --file.truncate-above: a statistics file does not grow without bound, and nothing of it is lost.
import { appendFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { FileTrimmer } from '../../../src/input/file/trimmer.ts';
import { FollowedFile } from '../../../src/input/file/open-file.ts';
import type { Log } from '../../../src/log.ts';
import { atEnd } from '../../peers/cleanup.ts';
import { tempDir } from '../../peers/temp.ts';

const LIMIT = 10;

describe('the file', () => {
  let path: string;
  let file: FollowedFile;
  let trimmer: FileTrimmer;
  let told: string[];

  const size = () => statSync(path).size;
  const readAll = () => {
    for (let bytes = file.next(); bytes.length > 0;) bytes = file.next();
  };

  beforeEach(() => {
    path = join(tempDir(), 'stats.log');
    writeFileSync(path, 'a line\nanother line\n');
    const opened = new FollowedFile(path);
    atEnd(() => opened.close());
    file = opened;
    told = [];
    const log: Log = { debug() {}, info: (text) => told.push(text), warn() {}, error: (text) => told.push(text) };
    trimmer = new FileTrimmer(path, LIMIT, log);
    readAll();
    trimmer.tick(file);
  });

  test('is emptied once it was quiet from one tick to the next', () => {
    expect(size()).toBe(20);
    trimmer.tick(file);
    expect(size()).toBe(0);
    expect(file.offset).toBe(0);
    expect(told).toEqual(['truncated the statistics file']);
  });

  test('is left alone while it is written to', () => {
    appendFileSync(path, 'more\n');
    readAll();
    trimmer.tick(file);
    expect(size()).toBe(25);
  });

  test('is left alone while it has something that was not read', () => {
    appendFileSync(path, 'more\n');
    trimmer.tick(file);
    expect(size()).toBe(25);
  });

  test('is left alone while its last line is not finished', () => {
    appendFileSync(path, 'half a li');
    readAll();
    for (let ticks = 0; ticks < 3; ticks++) trimmer.tick(file);
    expect(size()).toBe(29);
  });

  test('is left alone while it is not larger than the limit', () => {
    trimmer = new FileTrimmer(path, 20, { debug() {}, info() {}, warn() {}, error() {} });
    for (let ticks = 0; ticks < 3; ticks++) trimmer.tick(file);
    expect(size()).toBe(20);
  });

  test('is left alone when it is not the one that was read', () => {
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'a line\nanother line\n');
    trimmer.tick(file);
    expect([size(), statSync(`${path}.1`).size]).toEqual([20, 20]);
  });

  test('that cannot be emptied is told once', () => {
    rmSync(path);
    for (let ticks = 0; ticks < 3; ticks++) trimmer.tick(file);
    expect(told).toEqual(['cannot truncate the statistics file']);
  });
});
