// Checks a value of a YAML document against a zod schema and locates each problem in the file. Never throws.
import { z, type core } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import type { Path, YamlDocument } from './document.ts';
import { firstProblems } from './first-problems.ts';
import { describeIssue } from './issue.ts';

/** The value, or all problems as `FILE:LINE:COLUMN: path: what is wrong and what is allowed`, in the order of the schema. */
export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly string[] };

/** `params` of a refinement's issue that is about the key at its path: the problem points at the key and omits the value. */
export const ABOUT_KEY = { isAboutKey: true } as const;

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
  // A final issue does not name the schema that raised it, but its list of keys is still the same object.
  const knownKeys = new WeakMap<readonly string[], readonly string[]>();
  const result = schema.safeParse(value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') knownKeys.set(issue.keys, keysOf(issue.inst));
      return describeIssue(issue);
    },
  });
  if (result.success) return { ok: true, value: result.data };
  const problems = result.error.issues.flatMap((issue): readonly Problem[] => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: () => unknownKey(key, knownKeys.get(issue.keys) ?? []),
        isAboutKey: true,
      }));
    if (issue.code === 'invalid_key') return [{ path, message: () => nestedMessages(issue), isAboutKey: true }];
    return deepest(issue, path);
  });
  return { ok: false, problems: firstProblems(problems, (problem) => locate(document, problem)) };
}

interface Problem {
  readonly path: Path;
  /** computed only for problems that are listed */
  readonly message: () => string;
  readonly isAboutKey?: boolean;
  /** raised by a refinement, which may demand a value elsewhere than the value that it is about */
  readonly isRefinement?: boolean;
}

/** If exactly one branch of a union has the right outer type, the issues of that branch; otherwise the union's own. */
function deepest(issue: core.$ZodIssue, path: Path): readonly Problem[] {
  if (issue.code === 'invalid_union') {
    const [branch, other] = issue.errors.filter((issues) => issues.every((inner) => inner.path.length > 0));
    if (branch !== undefined && other === undefined)
      return branch.flatMap((inner) => deepest(inner, [...path, ...inner.path]));
  }
  const isRefinement = issue.code === 'custom';
  const isAboutKey = isRefinement && issue.params?.['isAboutKey'] === true;
  return [{ path, message: () => issue.message, isRefinement, isAboutKey }];
}

function locate(document: YamlDocument, problem: Problem): string {
  const { path, isAboutKey = false, isRefinement = false } = problem;
  const message = problem.message();
  if (isAboutKey) return document.problemAtKey(path, message);
  if (!document.has(path)) return document.problemAt(path, isRefinement ? message : `is missing, ${message}`);
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
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
