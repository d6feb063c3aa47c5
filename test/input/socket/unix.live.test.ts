// The socket file: what is in its way, who may write to it, and that it does not stay behind. What comes through: tcp.live.test.ts.
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startProcess } from '../../peers/process.ts';
import { tempDir } from '../../peers/temp.ts';
import { batchText } from '../batches.ts';
import { open } from '../opened.ts';
import { connected } from './sockets.ts';

test('is there while the input is open, with the mode that was asked for', async () => {
  const path = join(tempDir(), 'socket');
  const opened = await open(`unix:${path}`, { options: { unixMode: 0o622 } });
  expect(statSync(path).mode & 0o777).toBe(0o622);
  await opened.input.close();
  expect(existsSync(path)).toBe(false);
});

test('a socket file that a killed process left is replaced', async () => {
  const path = join(tempDir(), 'socket');
  const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const other = await startProcess(process.execPath, ['-e', script]);
  await other.waitForOutput(/up/);
  await expect(open(`unix:${path}`)).rejects.toThrow('another program listens there');
  await other.kill();
  expect(existsSync(path)).toBe(true);

  await using opened = await open(`unix:${path}`);
  const socket = await connected({ path });
  socket.end(batchText(1));
  await opened.untilComplete(1);
});

test('anything else at the path is left alone', async () => {
  const path = join(tempDir(), 'file');
  writeFileSync(path, 'precious');
  await expect(open(`unix:${path}`)).rejects.toThrow('not a socket');
  const link = `${path}.link`;
  symlinkSync(path, link);
  await expect(open(`unix:${link}`)).rejects.toThrow('not a socket');
  expect(readFileSync(link, 'utf8')).toBe('precious');
});

test.each([
  ['a folder that does not exist', () => join(tempDir(), 'no', 'socket'), 'the folder does not exist'],
  ['a path that is too long', () => `/tmp/${'x'.repeat(103)}`, 'at most 107 bytes'],
  ['no path', () => '', 'needs a path'],
])('%s', async (_, path, message) => {
  await expect(open(`unix:${path()}`)).rejects.toThrow(message);
});
