// A newer Debian in a folder, for its newer rsyslog: made once by debootstrap from the mirror that this machine uses itself,
// and kept, since that takes half a minute. Refuses a folder that another user could have put there.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from '../peers/available.ts';
import { atEnd } from '../peers/cleanup.ts';
import { runProcess } from '../peers/process.ts';

/** trixie: the stable one; sid: the newest that Debian has */
export type Suite = 'trixie' | 'sid';

const PACKAGES = ['rsyslog', 'rsyslog-relp'];

/** @returns the mirror of Debian itself that apt is configured with, or undefined */
export function mirror(): string | undefined {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  for (const file of files.filter((name) => existsSync(name))) {
    const found = /^(?:URIs:|deb(?: \[.*?\])?)\s+(\S+\/debian)\/?(?:\s|$)/m.exec(readFileSync(file, 'utf8'));
    if (found) return found[1];
  }
  return undefined;
}

/**
 * @returns the root folder of a system with rsyslog
 * @throws Error with debootstrap's own words
 */
export async function newerSystem(suite: Suite = 'trixie'): Promise<string> {
  const root = join(tmpdir(), `rsyslog-pstat-${suite}-${process.getuid?.()}`);
  const known = lstatSync(root, { throwIfNoEntry: false });
  if (known) {
    const isOurs = known.isDirectory() && known.uid === process.getuid?.() && (known.mode & 0o022) === 0;
    if (!isOurs) throw new Error(`${root} is there, but is not a folder that only this user can write to`);
    return root;
  }
  const draft = `${root}.${process.pid}`;
  mkdirSync(draft, { mode: 0o755 });
  const forget = atEnd(() => rmSync(draft, { recursive: true, force: true }));
  const args = ['--variant=minbase', `--include=${PACKAGES.join()}`, suite, draft, mirror() ?? ''];
  const { code, stdout, stderr } = await runProcess(PATHS.debootstrap, args);
  if (code !== 0) throw new Error(`debootstrap failed: ${stdout.slice(-2_000)}${stderr}`);
  renameSync(draft, root);
  forget();
  return root;
}
