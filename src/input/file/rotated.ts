// Finds what rotations left beside a followed file: files that came and went between two checks, and the copy of copytruncate. It
// identifies files by inode, times and content; compressed files are ignored.
import { readdirSync, statSync, type BigIntStats } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { FollowedFile, keyOf } from './open-file.ts';

/** The file at the path, or one beside it. */
interface Candidate {
  readonly path: string;
  readonly stat: BigIntStats;
}

/** Listings of a folder whose files are being renamed. */
const MOST_LISTINGS = 10;

/** Identifies a file, even after its inode number is reused. */
export type Identity = Pick<BigIntStats, 'dev' | 'ino' | 'birthtimeNs'>;

/** @returns the rotated files of `path` */
export function findRotated(path: string): Identity[] {
  return list(path, (name) => isRotated(name, basename(path))).map(({ stat }) => stat);
}

/**
 * @param before the previous file at the path; undefined when there was none
 * @param after the file that is there now
 * @param isKnown whether a file existed before the start, or was followed already
 * @returns files that were at the path in between, oldest first, to be read from their start
 */
export function openMissed(
  path: string,
  before: FollowedFile | undefined,
  after: FollowedFile,
  isKnown: (file: Identity) => boolean,
): FollowedFile[] {
  const base = basename(path);
  const isCandidate = (name: string): boolean => name === base || isRotated(name, base);
  const all = snapshot(path, isCandidate).sort((a, b) => byAge(a, b, path));
  const end = all.findIndex(({ stat }) => keyOf(stat) === after.key);
  const start = before ? all.findIndex(({ stat }) => keyOf(stat) === before.key) : -1;
  const { mtimeNs, birthtimeNs } = before?.stat() ?? { mtimeNs: 0n, birthtimeNs: 0n };
  const missed = all
    .slice(start + 1, end === -1 ? undefined : end)
    .filter(({ stat }) => stat.mtimeNs >= mtimeNs && stat.birthtimeNs >= birthtimeNs && stat.size > 0n)
    .filter(({ path: other, stat }) => other !== path && !isKnown(stat));
  return openAll(missed, () => list(path, isCandidate));
}

/**
 * @param known bytes before `offset` when the file was truncated
 * @returns the copy of the file with these bytes, positioned behind them; undefined when nothing is unread
 */
export function openCopy(path: string, known: Uint8Array, offset: number): FollowedFile | undefined {
  const stem = basename(path, extname(path));
  const larger = list(path, (name) => name !== basename(path) && name.startsWith(stem));
  for (const candidate of larger.sort((a, b) => byAge(b, a, path))) {
    const [copy] = candidate.stat.size > offset ? openSame(candidate) : [];
    if (!copy) continue;
    if (copy.peek(offset - known.length, known.length).equals(known)) {
      copy.seek(offset);
      return copy;
    }
    copy.close();
  }
  return undefined;
}

/** `stats.log.1`, `stats.log-20260102`; not `stats.log.old`, which may be another program's. */
function isRotated(name: string, base: string): boolean {
  return name.startsWith(base) && /^[._-]\d[\d._:T-]*$/.test(name.slice(base.length));
}

/** A consistent listing: listed until two in a row are equal. */
function snapshot(path: string, isWanted: (name: string) => boolean): Candidate[] {
  const print = (all: readonly Candidate[]): string => all.map(({ path, stat }) => path + keyOf(stat)).join('\n');
  let last = list(path, isWanted);
  for (let listings = 1; listings < MOST_LISTINGS; listings++) {
    const next = list(path, isWanted);
    if (print(next) === print(last)) return next;
    last = next;
  }
  return [...new Map(last.map((candidate) => [keyOf(candidate.stat), candidate])).values()];
}

function list(path: string, isWanted: (name: string) => boolean): Candidate[] {
  const folder = dirname(path);
  const found: Candidate[] = [];
  for (const name of namesIn(folder)) {
    if (!isWanted(name)) continue;
    const candidate = join(folder, name);
    const stat = statOf(candidate);
    if (stat?.isFile() === true) found.push({ path: candidate, stat });
  }
  return found;
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** A folder that cannot be listed can still hold a file that can be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Opens files that the next rotation may rename at the same time. */
function openAll(wanted: readonly Candidate[], listAgain: () => Candidate[]): FollowedFile[] {
  const opened = new Map<string, FollowedFile>();
  const keys = new Set(wanted.map(({ stat }) => keyOf(stat)));
  let found = wanted;
  for (let listings = 0; opened.size < keys.size && listings < MOST_LISTINGS; listings++) {
    if (listings > 0) found = listAgain();
    for (const candidate of found) {
      const key = keyOf(candidate.stat);
      const [file] = keys.has(key) && !opened.has(key) ? openSame(candidate) : [];
      if (file) opened.set(key, file);
    }
  }
  return wanted.flatMap(({ stat }) => opened.get(keyOf(stat)) ?? []);
}

/** Empty when it was renamed or removed after the listing, or cannot be read. */
function openSame({ path, stat }: Candidate): FollowedFile[] {
  try {
    const file = new FollowedFile(path);
    if (file.key === keyOf(stat)) return [file];
    file.close();
  } catch {}
  return [];
}

/** Oldest first; the file at `path` is the newest. File times have a resolution of milliseconds: names decide between equals. */
function byAge(a: Candidate, b: Candidate, path: string): number {
  if (a.path === path || b.path === path) return Number(a.path === path) - Number(b.path === path);
  if (a.stat.mtimeNs !== b.stat.mtimeNs) return a.stat.mtimeNs < b.stat.mtimeNs ? -1 : 1;
  const [one, other] = [serial(a), serial(b)];
  // Dates rise with time; numbers of rotated files fall.
  return isDate(one) ? one.localeCompare(other, 'en', { numeric: true }) : Number(other) - Number(one);
}

function serial({ path }: Candidate): string {
  return /\d[\d._:T-]*$/.exec(path)?.[0] ?? '';
}

function isDate(serial: string): boolean {
  return serial.length >= 6;
}
