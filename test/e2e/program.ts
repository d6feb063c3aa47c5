// The program under test as its users get it: the built bin, run by node. It builds nothing itself, and refuses a build that
// is older than the sources, because a test of yesterday's program proves nothing.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type RunningProcess } from '../peers/process.ts';

/** RSYSLOG_PSTAT_CLI names another build to test, for example an installed one. */
const OTHER_BUILD = process.env['RSYSLOG_PSTAT_CLI'];

const cli = OTHER_BUILD ?? freshBuild();

/** Program and leading arguments, for a shell or for omprog's `binary`; none of them has a blank. */
export const COMMAND = `${process.execPath} ${cli}`;

/** @param heapMib limit on node's heap */
export function startProgram(args: readonly string[], heapMib?: number): Promise<RunningProcess> {
  const heap = heapMib === undefined ? [] : [`--max-old-space-size=${heapMib}`];
  return startProcess(process.execPath, [...heap, cli, ...args]);
}

function freshBuild(): string {
  const root = join(import.meta.dirname, '../..');
  const built = join(root, 'dist/cli.js');
  const newest = (dir: string): number =>
    Math.max(
      ...readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => statSync(join(dir, name)).mtimeMs),
    );
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (builtAt < newest(join(root, 'src'))) throw new Error('dist is missing or older than src: run `npm run build`');
  return built;
}
