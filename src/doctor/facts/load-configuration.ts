// Reads rsyslog's main configuration file and all that it includes, in rsyslog's order. Adapter: it touches files only.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RsyslogConfiguration } from '../../rainerscript/query.ts';
import { parameter } from '../../rainerscript/query.ts';
import { readStatements, type Statement } from '../../rainerscript/read.ts';

/** rsyslog itself gives up at ten levels. */
const DEEPEST = 10;

/** Never throws: what cannot be read is among the problems. */
export function loadConfiguration(path: string): RsyslogConfiguration {
  const state = { problems: [] as string[], changedAt: 0 };
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
  const { name, file, ruleset } = statement;
  const isLegacy = name === '$includeconfig';
  if (!isLegacy && name !== 'include') return [statement];
  const text = parameter(statement, 'text');
  if (text !== undefined)
    return readStatements(text, file, ruleset).flatMap((inner) => withIncluded(inner, state, depth + 1));
  const pattern = isLegacy ? statement.value.replaceAll(/^"|"$/g, '') : (parameter(statement, 'file') ?? '');
  const files = expand(resolve(dirname(file), pattern), pattern.endsWith('/'));
  const isOptional = parameter(statement, 'mode') === 'optional' || /[*?[]/.test(pattern);
  if (files.length === 0 && !isOptional)
    state.problems.push(`${file}:${statement.line} includes ${pattern}, which is not there`);
  return files.flatMap((path) => readFile(path, state, depth + 1, ruleset));
}

/** What glob(3) makes of a path: sorted, without hidden files; a folder stands for the files in it. */
function expand(pattern: string, isFolder: boolean): string[] {
  let paths = ['/'];
  for (const part of (isFolder ? `${pattern}/*` : pattern).split('/').filter((part) => part !== '')) {
    const wanted = /[*?[]/.test(part) ? wildcard(part) : undefined;
    paths = paths.flatMap((path) =>
      (wanted ? names(path).filter((name) => wanted.test(name)) : [part]).map((name) => join(path, name)),
    );
  }
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function wildcard(part: string): RegExp {
  const body = part.replaceAll(/\[!?[^\]]+\]|[^]/g, (piece) => {
    if (piece.length > 1) return piece.replace('[!', '[^');
    if (piece === '*') return '.*';
    return piece === '?' ? '.' : piece.replace(/[\\^$.+()[\]{}|]/, String.raw`\$&`);
  });
  return new RegExp(`^(?!\\.)${body}$`);
}
