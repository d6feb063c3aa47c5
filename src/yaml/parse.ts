// YAML text and a zod schema -> a value, or every problem with its place. Pure: reads no files.
import type { z } from 'zod';
import { checkValue, type Parsed } from './check.ts';
import { readYaml, type YamlDocument } from './document.ts';

/**
 * Checks the one YAML document of a file. Each problem is `FILE:LINE:COLUMN: path: what is wrong and what is allowed`: a wrong
 * value is pointed at itself, an unknown key at the key, with "did you mean", a missing key at its parent mapping.
 * Use `z.strictObject`; other objects drop unknown keys in silence. A message of the schema (`{ error: '...' }`) says what is
 * allowed, as in "must be between 1 and 65535"; "is missing, " or ", found ..." is added.
 *
 * Defaults are the schema's: `.default(value)` stands for an absent key, `.prefault({})` for an absent mapping whose own keys
 * have defaults. A key without a value (`interval:`) is null and thus a problem, not a default. A file that is empty, or has
 * only comments, is an empty mapping: all defaults.
 *
 * zod skips a rule across several keys (`.refine`) while one of the keys is wrong, unless the rule has `when: () => true`; it
 * must then cope with any input.
 *
 * @param text the whole file
 * @param file its name, only for messages
 * @param schema any zod 4 schema without asynchronous parts
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): Parsed<z.output<Schema>> {
  const read = readOneDocument(text, file);
  return read.ok ? checkValue(read.value, [], read.value.value, schema) : read;
}

/** The one document of a file, not yet checked. */
export function readOneDocument(text: string, file: string): Parsed<YamlDocument> {
  const { documents, problems } = readYaml(text, file);
  if (problems.length > 0) return { ok: false, problems };
  const [document, second] = documents;
  if (document === undefined) return readOneDocument('{}', file);
  if (second === undefined) return { ok: true, value: document };
  return { ok: false, problems: [second.problemAt([], 'only one YAML document is allowed in this file')] };
}
