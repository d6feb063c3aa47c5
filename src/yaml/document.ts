// YAML text -> plain values that still know where they stand in the file. Knows no schema and reads no files.
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
} from 'yaml';

/** Keys and indexes from the top of a document to a value. */
export type Path = readonly PropertyKey[];

/** One document of a YAML text. */
export interface YamlDocument {
  /** plain data; an empty document is `{}`, so that a file of comments means "all defaults" */
  readonly value: unknown;
  /** `FILE:LINE:COLUMN: path: message`, pointing at the value, or at its closest parent when there is no such value */
  readonly problemAt: (path: Path, message: string) => string;
  /** the same, pointing at the key instead of the value */
  readonly problemAtKey: (path: Path, message: string) => string;
  /** the scalar that is written at the path, in words (`found "abc"`); undefined for mappings, lists and missing values */
  readonly found: (path: Path) => string | undefined;
  /** whether something is written at the path, were it only an empty value */
  readonly has: (path: Path) => boolean;
}

export interface YamlSource {
  readonly documents: readonly YamlDocument[];
  /** syntax errors and warnings, each as `FILE:LINE:COLUMN: message`; when there are any the documents are not to be used */
  readonly problems: readonly string[];
}

/**
 * @param text the whole file
 * @param file its name, only for messages
 */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const problems: string[] = [];
  const documents: YamlDocument[] = [];
  for (const document of Array.isArray(parsed) ? parsed : [parsed]) {
    // An unknown tag is only a warning to the parser, but its value is not what the author meant.
    for (const flaw of [...document.errors, ...document.warnings])
      problems.push(`${position(flaw.pos[0])}: not valid YAML: ${flaw.message}`);
    try {
      documents.push(describe(document, position));
    } catch (error) {
      // Aliases that multiply beyond measure, or that point to nothing.
      problems.push(`${position(document.range?.[0] ?? 0)}: not valid YAML: ${(error as Error).message}`);
    }
  }
  return { documents, problems };
}

/** `loggingRules[0].severity`; the empty path is the document itself and has no name. */
function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`;
    else text += `[${JSON.stringify(String(step))}]`;
  }
  return text;
}

function describe(document: Document, position: (offset: number) => string): YamlDocument {
  const problem = (offset: number, path: Path, message: string): string => {
    const name = pathText(path);
    return `${position(offset)}: ${name === '' ? '' : `${name}: `}${message}`;
  };
  return {
    value: document.toJS() ?? {},
    has: (path) => find(document, path).found,
    found: (path) => {
      const { node, found } = find(document, path);
      return found ? scalarText(node, document) : undefined;
    },
    problemAt: (path, message) => problem(find(document, path).offset, path, message),
    problemAtKey: (path, message) => {
      const pair = pairAt(find(document, path.slice(0, -1)).node, path.at(-1), document);
      const offset = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
      return problem(offset ?? find(document, path).offset, path, message);
    },
  };
}

interface Found {
  readonly node: Node | null;
  readonly offset: number;
  readonly found: boolean;
}

/** The node at the path, or the deepest parent that exists. An alias is followed, but its place is where it is used. */
function find(document: Document, path: Path): Found {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? document.range?.[0] ?? 0;
  for (const step of path) {
    const next = childOf(node, step, document);
    if (next === undefined) return { node, offset, found: false };
    node = next;
    offset = next.range?.[0] ?? offset;
  }
  return { node, offset, found: true };
}

function childOf(node: Node | null, step: PropertyKey, document: Document): Node | undefined {
  const parent = resolved(node, document);
  const child = isSeq(parent) ? parent.items[Number(step)] : pairAt(parent, step, document)?.value;
  return isNode(child) ? child : undefined;
}

function pairAt(node: Node | null, step: PropertyKey | undefined, document: Document): Pair | undefined {
  const parent = resolved(node, document);
  if (!isMap(parent)) return undefined;
  return parent.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
}

function resolved(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function scalarText(node: Node | null, document: Document): string | undefined {
  const target = resolved(node, document);
  if (!isScalar(target)) return undefined;
  if (target.value === null) return 'found nothing';
  const text = typeof target.value === 'string' ? JSON.stringify(target.value) : String(target.value);
  return `found ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
}
