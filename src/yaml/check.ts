// Checks one value of a YAML document against a zod schema and says where in the file each problem is. Never throws.
import type { core, z } from 'zod';
import { describeIssue } from './issue.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Path, YamlDocument } from './document.ts';

/** The value, or every problem as `FILE:LINE:COLUMN: path: what is wrong and what is allowed`, in the order of the schema. */
export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * @param base where in the document the value stands; the paths in problems start at the top of the document
 * @param value what stands there
 */
export function checkValue<Schema extends z.ZodType>(
  document: YamlDocument,
  base: Path,
  value: unknown,
  schema: Schema,
): Parsed<z.output<Schema>> {
  // zod forgets the schema that raised an issue once the issue is final, but keeps its list of keys as it is.
  const knownKeys = new WeakMap<readonly string[], readonly string[]>();
  const result = schema.safeParse(value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') knownKeys.set(issue.keys, keysOf(issue.inst));
      return describeIssue(issue);
    },
  });
  if (result.success) return { ok: true, value: result.data };
  const problems = result.error.issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) =>
        document.problemAtKey([...path, key], unknownKey(key, knownKeys.get(issue.keys) ?? [])),
      );
    if (issue.code === 'invalid_key') return [document.problemAtKey(path, nestedMessages(issue))];
    return deepest(issue, path).map((problem) => locate(document, problem));
  });
  return { ok: false, problems };
}

interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly isRule: boolean;
}

/** Of a union, the one branch that fits in its outer shape knows best what is wrong; otherwise the union speaks itself. */
function deepest(issue: core.$ZodIssue, path: Path): readonly Problem[] {
  if (issue.code === 'invalid_union') {
    const fitting = issue.errors.filter((branch) => branch.every((inner) => inner.path.length > 0));
    const [branch] = fitting;
    if (branch !== undefined && fitting.length === 1)
      return branch.flatMap((inner) => deepest(inner, [...path, ...inner.path]));
  }
  return [{ path, message: issue.message, isRule: issue.code === 'custom' }];
}

function locate(document: YamlDocument, { path, message, isRule }: Problem): string {
  if (!document.has(path)) return document.problemAt(path, isRule ? message : `is missing, ${message}`);
  const found = document.found(path);
  return document.problemAt(path, found === undefined ? message : `${message}, ${found}`);
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = didYouMean(key, known);
  if (guess !== undefined) return `unknown key, did you mean ${JSON.stringify(guess)}?`;
  return known.length === 0 ? 'unknown key' : `unknown key, allowed are ${known.join(', ')}`;
}

function nestedMessages(issue: core.$ZodIssueInvalidKey): string {
  return `the key ${issue.issues.map((inner) => inner.message).join(' and ')}`;
}

function keysOf(schema: unknown): readonly string[] {
  const shape = (schema as Partial<z.ZodObject> | undefined)?.shape;
  return shape === undefined ? [] : Object.keys(shape);
}
