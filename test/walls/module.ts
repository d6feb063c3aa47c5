// What a TypeScript file imports, exports and names, read from its syntax tree. Types count as values do: `import type` is an import.
import { parseSync } from 'oxc-parser';

interface Mention {
  readonly name: string;
  readonly offset: number;
}

export interface Module {
  /** specifiers as they are written; an import() of anything but a literal has the name '?' */
  readonly imports: readonly Mention[];
  /** names declared and exported here; re-exports of other modules are left out */
  readonly exports: readonly Mention[];
  /** every identifier except names of properties */
  readonly identifiers: readonly Mention[];
  /** @returns the line of a mention, counted from 1 */
  readonly lineOf: (mention: Mention) => number;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);
const PROPERTY_NAMES = new Set(['property', 'key', 'imported', 'exported', 'qualifier']);

/** @throws Error when the text is not TypeScript */
export function readModule(file: string, text: string): Module {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
  const imports: Mention[] = [];
  const identifiers: Mention[] = [];

  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (!isNode(value)) return;
    if (IMPORTING.has(value.type) && isNode(value['source']))
      imports.push({ name: String(value['source']['value'] ?? '?'), offset: value.start });
    if (value.type === 'Identifier') identifiers.push({ name: String(value['name']), offset: value.start });
    for (const [field, child] of Object.entries(value))
      if (!PROPERTY_NAMES.has(field) || value['computed'] === true) visit(child);
  };
  visit(program);

  const exports = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest, exportName }) => moduleRequest === null && exportName.name !== null)
    .map(({ exportName, start }) => ({ name: String(exportName.name), offset: start }));
  return { imports, exports, identifiers, lineOf: ({ offset }) => text.slice(0, offset).split('\n').length };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
