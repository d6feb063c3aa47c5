// Small file systems that can be full or read-only: to root, whom tests often run as, no permission bits are a limit.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '../peers/cleanup.ts';
import { tempDir } from '../peers/temp.ts';

const MOUNT = '/usr/bin/mount';
const UMOUNT = '/usr/bin/umount';

export interface SmallFileSystem {
  readonly path: string;
  setReadOnly(readOnly: boolean): void;
}

/** @throws Error when this process may not mount */
export function mountSmall(kilobytes: number): SmallFileSystem {
  const path = join(tempDir(), 'small');
  mkdirSync(path);
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path);
  atEnd(() => void spawnSync(UMOUNT, ['--lazy', path]));
  return { path, setReadOnly: (readOnly) => mount('-o', `remount,${readOnly ? 'ro' : 'rw'}`, path) };
}

/** Being root is not enough in most containers. */
export function canMount(): boolean {
  const path = tempDir();
  const { status } = spawnSync(MOUNT, ['-t', 'tmpfs', '-o', 'ro,size=4k', 'tmpfs', path]);
  if (status === 0) spawnSync(UMOUNT, [path]);
  return status === 0;
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync(MOUNT, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}
