// YAML text -> plain values whose place in the file is known. Knows no schema and reads no files. Refuses texts that are too long
// or too deep.
import { Composer, isAlias, isCollection, isMap, isNode, isScalar, LineCounter } from 'yaml';
import type { Document, Node } from 'yaml';
import { firstProblems } from './first-problems.ts';
import { flawsOf, libraryFlaws, type Flaw } from './flaws.ts';
import { MAX_DEPTH, readTokens, TooDeep } from './tokens.ts';
import { escapeControls, toPrintable } from '../printable.ts';

/** Above the largest object that Kubernetes stores, 1.5 MiB. */
const MAX_LENGTH = 2 * 1024 * 1024;

/** Keys and indexes from the top of a document to a value. */
export type Path = readonly PropertyKey[];

/** One document of a YAML text. */
export interface YamlDocument {
  /** plain data; an empty document is `{}`, so that a file of comments means "all defaults" */
  readonly value: unknown;
  /** `FILE:LINE:COLUMN: path: message`, pointing at the value, or at its closest parent if there is no such value */
  readonly problemAt: (path: Path, message: string) => string;
  /** the same, pointing at the key instead of the value */
  readonly problemAtKey: (path: Path, message: string) => string;
  /** the scalar at the path, in words (`found "abc"`); undefined for mappings, lists and missing values */
  readonly found: (path: Path) => string | undefined;
  /** whether there is a value at the path, be it an empty one */
  readonly has: (path: Path) => boolean;
}

interface YamlSource {
  readonly documents: readonly YamlDocument[];
  /** syntax errors and warnings, each as `FILE:LINE:COLUMN: message`; if there are any, the documents must not be used */
  readonly problems: readonly string[];
}

/**
 * @param text the whole file
 * @param file its name, only for messages
 */
export function readYaml(text: string, file: string): YamlSource {
  if (text.length > MAX_LENGTH)
    return refused(`${file}: must have at most ${MAX_LENGTH} characters, has ${text.length}`);
  const lines = new LineCounter();
  const position = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const problems: string[] = [];
  const documents: YamlDocument[] = [];
  // Keys as text: the number 1 and the text "1" are the same key of a JavaScript object.
  const composer = new Composer({ prettyErrors: false, stringKeys: true, uniqueKeys: false });
  const report = (flaws: readonly Flaw[]): void => {
    for (const { offset, message } of flaws)
      problems.push(`${position(offset)}: not valid YAML: ${escapeControls(message)}`);
  };
  try {
    for (const document of composer.compose(readTokens(text, lines))) {
      const flaws = flawsOf(document);
      report(flaws);
      // Its values must not be used, and the library warns on standard error of what it makes of them.
      if (flaws.length > 0) continue;
      try {
        documents.push(describe(document, position));
      } catch (error) {
        // An alias without an anchor, or aliases that multiply without bound.
        const message = error instanceof Error ? error.message : String(error);
        report([{ offset: document.range[0], message }]);
      }
    }
    // What stands outside of all documents.
    report(libraryFlaws(composer.streamInfo()));
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return refused(`${position(error.offset)}: mappings and lists must not be nested deeper than ${MAX_DEPTH}`);
  }
  return { documents, problems: firstProblems(problems, (problem) => problem) };
}

const refused = (problem: string): YamlSource => ({ documents: [], problems: [problem] });

/** `loggingRules[0].severity`; the path of the document itself is empty. */
function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`;
    else text += `[${toPrintable(String(step))}]`;
  }
  return text;
}

function describe(document: Document.Parsed, position: (offset: number) => string): YamlDocument {
  const problem = (offset: number, path: Path, message: string): string => {
    const name = pathText(path);
    return `${position(offset)}: ${name === '' ? '' : `${name}: `}${escapeControls(message)}`;
  };
  return {
    value: document.toJS() ?? {},
    has: (path) => find(document, path).isFound,
    found: (path) => {
      const { node, isFound } = find(document, path);
      return isFound ? scalarText(resolve(node, document)) : undefined;
    },
    problemAt: (path, message) => problem(find(document, path).offset, path, message),
    problemAtKey: (path, message) => problem(keyOffset(document, path) ?? find(document, path).offset, path, message),
  };
}

interface Found {
  readonly node: Node | null;
  readonly offset: number;
  readonly isFound: boolean;
}

/**
 * The node at the path, or the deepest parent that exists. Unlike the library's `getIn`, it follows aliases; the offset of an
 * alias is where it is used.
 */
function find(document: Document.Parsed, path: Path): Found {
  let node: Node | null = document.contents;
  let offset = document.contents?.range[0] ?? document.range[0];
  for (const step of path) {
    const parent = resolve(node, document);
    const child: unknown = isCollection(parent) ? parent.get(step, true) : undefined;
    if (!isNode(child)) return { node, offset, isFound: false };
    node = child;
    offset = child.range?.[0] ?? offset;
  }
  return { node, offset, isFound: true };
}

function keyOffset(document: Document.Parsed, path: Path): number | undefined {
  const parent = resolve(find(document, path.slice(0, -1)).node, document);
  const keys = isMap(parent) ? parent.items.map(({ key }) => key).filter((key) => isScalar(key)) : [];
  return keys.find(({ value }) => value === path.at(-1))?.range?.[0];
}

function resolve(node: Node | null, document: Document.Parsed): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function scalarText(node: Node | null): string | undefined {
  if (!isScalar(node)) return undefined;
  if (node.value === null) return 'found nothing';
  const text = typeof node.value === 'string' ? toPrintable(node.value) : String(node.value);
  return `found ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
}
