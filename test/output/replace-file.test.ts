// Replacing a file: no link is followed, only regular files are read and replaced, and what is in the way stays as it was.
import {
  chmodSync,
  chownSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createFile,
  parseReplaceable,
  readRegularFile,
  removeLeftovers,
  replaceFile,
} from '../../src/output/replace-file.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';

const NO_FILE: readonly (readonly [what: string, make: (path: string, victim: string) => void, kind: string])[] = [
  ['a link to a file', (path, victim) => symlinkSync(victim, path), 'a symbolic link'],
  ['a link to nothing', (path) => symlinkSync('nothing', path), 'a symbolic link'],
  ['a link to a device', (path) => symlinkSync('/dev/null', path), 'a symbolic link'],
  ['a folder', (path) => mkdirSync(path), 'a folder'],
];

describe.each(NO_FILE)('in the place of the file is %s', (_, make, kind) => {
  function planted() {
    const dir = tempDir();
    const victim = join(dir, 'victim');
    writeFileSync(victim, 'secret', { mode: 0o600 });
    const file = join(dir, 'file');
    make(file, victim);
    return { dir, file, victim };
  }

  test('it is not replaced, and nothing is written', async () => {
    const { dir, file, victim } = planted();
    const before = lstatSync(file).ino;
    await expect(replaceFile(file, 'new', 0o644)).rejects.toThrow(`it is ${kind}, not a regular file`);
    expect([readFileSync(victim, 'utf8'), statSync(victim).mode & 0o777]).toEqual(['secret', 0o600]);
    expect([lstatSync(file).ino, readdirSync(dir).sort()]).toEqual([before, ['file', 'victim']]);
  });

  test('it is not read', async () => {
    await expect(readRegularFile(planted().file)).rejects.toThrow(`it is ${kind}, not a regular file`);
  });

  test('it is refused as the value of a flag', () => {
    expect(() => parseReplaceable(planted().file)).toThrow(`cannot be replaced: it is ${kind}, not a regular file`);
  });

  test('it is never taken for a new file', async () => {
    const { file, victim } = planted();
    await expect(createFile(file)).rejects.toThrow('EEXIST');
    expect(readFileSync(victim, 'utf8')).toBe('secret');
  });
});

test('a file that is there is replaced by a new one and keeps its mode', async () => {
  const file = join(tempDir(), 'file');
  writeFileSync(file, 'old');
  chmodSync(file, 0o640);
  const before = statSync(file).ino;
  expect(parseReplaceable(file)).toBe(file);
  await replaceFile(file, 'new');
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o640]);
  expect(statSync(file).ino).not.toBe(before);
  await replaceFile(file, 'newer', 0o644);
  expect([String(await readRegularFile(file)), statSync(file).mode & 0o777]).toEqual(['newer', 0o644]);
});

test('a file that is not there is created', async () => {
  const file = join(tempDir(), 'file');
  expect([parseReplaceable(file), await readRegularFile(file)]).toEqual([file, undefined]);
  await replaceFile(file, Buffer.from('new'));
  expect(readFileSync(file, 'utf8')).toBe('new');
});

test('a file in a folder that is a file is refused as the value of a flag', () => {
  const file = join(tempDir(), 'file');
  writeFileSync(file, '');
  expect(() => parseReplaceable(join(file, 'x'))).toThrow(/^cannot be replaced: ENOTDIR/);
});

test('the name of the temporary file cannot be foreseen', async () => {
  const dir = tempDir();
  const names = new Set<string>();
  const watcher = watch(dir, (_, name) => name !== 'file' && name !== null && names.add(name));
  for (const text of ['one', 'two', 'three']) await replaceFile(join(dir, 'file'), text);
  await until('three names', () => names.size === 3);
  watcher.close();
  expect([...names].filter((name) => !/^\.rsyslog-pstat-[0-9a-f]{16}\.tmp$/.test(name))).toEqual([]);
});

describe('leftovers of killed writers', () => {
  const YESTERDAY = Date.now() / 1000 - 86_400;
  const NAME = '.rsyslog-pstat-0123456789abcdef.tmp';
  const old = (path: string): void => utimesSync(path, YESTERDAY, YESTERDAY);
  const cases: readonly (readonly [what: string, make: (dir: string) => void, left: readonly string[]])[] = [
    ['an old one is removed', (dir) => put(dir, NAME, old), []],
    ['a new one stays: it may be in use', (dir) => put(dir, NAME), [NAME]],
    ['an old file of another name stays', (dir) => put(dir, `${NAME}.txt`, old), [`${NAME}.txt`]],
    ['an old folder of that name stays', (dir) => (mkdirSync(join(dir, NAME)), old(join(dir, NAME))), [NAME]],
    ['an old link of that name stays', (dir) => plantOldLink(join(dir, NAME)), [NAME]],
  ];

  function put(dir: string, name: string, change: (path: string) => void = () => {}): void {
    writeFileSync(join(dir, name), '');
    change(join(dir, name));
  }

  function plantOldLink(path: string): void {
    symlinkSync('/etc/hostname', path);
    lutimesSync(path, YESTERDAY, YESTERDAY);
    expect(readlinkSync(path)).toBe('/etc/hostname');
  }

  test.each(cases)('%s', async (_, make, left) => {
    const dir = tempDir();
    make(dir);
    await removeLeftovers(join(dir, 'file'));
    expect(readdirSync(dir)).toEqual(left);
  });

  test.skipIf(process.geteuid?.() !== 0)('those of another user stay (needs root)', async () => {
    const dir = tempDir();
    put(dir, NAME, (path) => (chownSync(path, 1, 1), old(path)));
    await removeLeftovers(join(dir, 'file'));
    expect(readdirSync(dir)).toEqual([NAME]);
  });

  test('a folder that is not there has none', async () => {
    await expect(removeLeftovers(join(tempDir(), 'not', 'there'))).resolves.toBeUndefined();
  });
});
