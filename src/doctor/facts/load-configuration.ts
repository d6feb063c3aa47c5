// Reads rsyslog's main configuration file and all its includes, in rsyslog's order. Adapter: it touches files only.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parameter, type RsyslogConfiguration } from '../../rainerscript/query.ts';
import { readStatements, type Statement } from '../../rainerscript/read.ts';
import { namesIn } from './if-readable.ts';

/** rsyslog's own limit. */
const DEEPEST = 10;

/** Never throws: files that cannot be read are among the problems. */
export function loadConfiguration(path: string): RsyslogConfiguration {
  const state = { problems: [], changedAt: 0 };
  const statements = readFile(resolve(path), state, 0);
  return { path, statements, ...state };
}

interface State {
  readonly problems: string[];
  changedAt: number;
}

function readFile(path: string, state: State, depth: number, ruleset?: string): Statement[] {
  if (depth > DEEPEST) {
    state.problems.push(`${path} is included more than ${DEEPEST} levels deep`);
    return [];
  }
  try {
    const text = readFileSync(path, 'utf8');
    state.changedAt = Math.max(state.changedAt, statSync(path).mtimeMs);
    return readStatements(text, path, ruleset).flatMap((statement) => withIncluded(statement, state, depth));
  } catch (error) {
    state.problems.push(`cannot read ${path}: ${(error as Error).message}`);
    return [];
  }
}

function withIncluded(statement: Statement, state: State, depth: number): Statement[] {
  const { name, file, line, ruleset } = statement;
  const isLegacy = name === '$includeconfig';
  if (!isLegacy && name !== 'include') return [statement];
  const text = parameter(statement, 'text');
  if (text !== undefined)
    return readStatements(text, file, ruleset).flatMap((inner) => withIncluded(inner, state, depth + 1));
  const pattern = isLegacy ? statement.value.replaceAll(/^"|"$/g, '') : (parameter(statement, 'file') ?? '');
  const files = expand(resolve(dirname(file), pattern), pattern.endsWith('/'));
  const isOptional = parameter(statement, 'mode') === 'optional' || isGlob(pattern);
  if (files.length === 0 && !isOptional)
    state.problems.push(`${file}:${line} includes ${pattern}, which does not exist`);
  return files.flatMap((path) => readFile(path, state, depth + 1, ruleset));
}

const isGlob = (path: string): boolean => /[*?[]/.test(path);

/** The files that glob(3) finds, sorted, without hidden ones; for a folder the files in it. */
function expand(pattern: string, isFolder: boolean): string[] {
  let paths = ['/'];
  for (const part of (isFolder ? `${pattern}/*` : pattern).split('/').filter((part) => part !== '')) {
    const wildcard = isGlob(part) ? toRegExp(part) : undefined;
    paths = paths.flatMap((folder) =>
      (wildcard ? namesIn(folder).filter((name) => wildcard.test(name)) : [part]).map((name) => join(folder, name)),
    );
  }
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** Of one part of a path. A glob library would also expand braces and groups, which glob(3) takes as they are. */
function toRegExp(part: string): RegExp {
  const body = part.replaceAll(/\[(!?)(\]?[^\]]*)\]|[^]/g, (piece: string, not = '', set?: string) => {
    if (set !== undefined) return `[${not && '^'}${set.replaceAll(/[\\^[\]]/g, String.raw`\$&`)}]`;
    if (piece === '*') return '.*';
    return piece === '?' ? '.' : piece.replace(/[\\^$.+()[\]{}|]/, String.raw`\$&`);
  });
  try {
    return new RegExp(`^(?!\\.)${body}$`, 's');
  } catch {
    // A range that runs backwards, as in [z-a], matches nothing.
    return /(?!)/;
  }
}
