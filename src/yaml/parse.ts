// One YAML document and a zod schema -> a value, or every problem with its place. Pure: text in, no files read.
import type { z } from 'zod';
import { checkValue, type Parsed } from './check.ts';
import { readYaml } from './document.ts';

/**
 * Reads a settings file. All problems come at once, each as `FILE:LINE:COLUMN: path: what is wrong and what is allowed`:
 * a wrong value is pointed at itself, an unknown key at the key (with "did you mean"), a missing key at its parent mapping.
 * Use `z.strictObject`, otherwise unknown keys are dropped in silence. A message given to the schema (`{ error: '...' }`)
 * should say what is allowed, as in "must be between 1 and 65535": "is missing, " or ", found ..." is added around it.
 *
 * Defaults are the schema's: `.default(value)` stands in for a key that is absent, `.prefault({})` for an absent mapping
 * whose own keys have defaults. A key that is written with nothing behind it (`interval:`) is null and thus a problem, not
 * a default. A file that is empty, or holds only comments, counts as an empty mapping: everything takes its default.
 *
 * A rule across several keys (`.refine`) is skipped by zod while one of the keys is wrong, unless it is given
 * `when: () => true`; it must then cope with any input.
 *
 * @param text the whole file
 * @param file its name as the user knows it, only for messages
 * @param schema any zod 4 schema without asynchronous parts
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): Parsed<z.output<Schema>> {
  const { documents, problems } = readYaml(text, file);
  if (problems.length > 0) return { ok: false, problems };
  const [document, second] = documents;
  if (document === undefined) return parseYaml('{}', file, schema);
  if (second !== undefined)
    return { ok: false, problems: [second.problemAt([], 'only one YAML document is allowed in this file')] };
  return checkValue(document, [], document.value, schema);
}
