// The textfile: always whole, the newest request wins, and a failed write leaves the old file.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Textfile } from '../../src/output/textfile.ts';
import { tempDir } from '../peers/temp.ts';

function open() {
  const dir = tempDir();
  const file = join(dir, 'a.prom');
  const failures: string[] = [];
  const textfile = new Textfile(file, ({ message }) => failures.push(message));
  const request = (text: string): void => textfile.request(async () => Buffer.from(text));
  return { dir, file, textfile, request, failures };
}

test('the newest request is written, readable by all, and nothing is left beside it', async () => {
  const { dir, file, textfile, request } = open();
  for (const text of ['old', 'newer', 'newest']) request(text);
  await textfile.flush();
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, readdirSync(dir)]).toEqual([
    'newest',
    0o644,
    ['a.prom'],
  ]);
  expect(textfile.writes).toEqual({ success: 1, failure: 0 });
});

test('a request during a write is written after it', async () => {
  const { file, textfile, request } = open();
  textfile.request(async () => {
    request('second');
    return Buffer.from('first');
  });
  await textfile.flush();
  expect([readFileSync(file, 'utf8'), textfile.writes]).toEqual(['second', { success: 2, failure: 0 }]);
});

test('a failed write is reported and counted, and the next one is tried', async () => {
  const { file, textfile, request, failures } = open();
  mkdirSync(file);
  request('text');
  expect(await textfile.flush()).toBe(false);
  expect([failures, textfile.writes]).toEqual([['it is a folder, not a regular file'], { success: 0, failure: 1 }]);
  rmdirSync(file);
  request('text');
  expect(await textfile.flush()).toBe(true);
  expect([readFileSync(file, 'utf8'), textfile.writes]).toEqual(['text', { success: 1, failure: 1 }]);
});

test('what killed writers left long ago is removed', async () => {
  const { dir, textfile, request } = open();
  const leftover = join(dir, '.rsyslog-pstat-0123456789abcdef.tmp');
  writeFileSync(leftover, '');
  utimesSync(leftover, 0, 0);
  request('text');
  await textfile.flush();
  expect(readdirSync(dir)).toEqual(['a.prom']);
});

test('the file can be removed at the end', async () => {
  const { file, textfile, request } = open();
  request('text');
  await textfile.flush();
  await textfile.remove();
  expect(existsSync(file)).toBe(false);
});
