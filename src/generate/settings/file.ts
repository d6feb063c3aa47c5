// A settings file -> the settings that hold, or everything that is wrong with it. Reads no files itself.
import { checkValue, type Parsed } from '../../yaml/check.ts';
import { readOneDocument } from '../../yaml/parse.ts';
import { findConflicts } from './conflicts.ts';
import { settingsSchema, type Settings } from './settings.ts';

/** Places are compared as numbers: line 9 comes before line 10. */
const { compare: byPlace } = new Intl.Collator('en', { numeric: true });

/**
 * @param text the whole file; an empty one means the defaults
 * @param file its name, only for messages
 * @returns the settings, or all problems from the top of the file to its end, as `FILE:LINE:COLUMN: path: what is allowed`
 */
export function readSettings(text: string, file: string): Parsed<Settings> {
  const read = readOneDocument(text, file);
  if (!read.ok) return read;
  const { value } = read.value;
  // A setting that is wrong in itself must not hide conflicts between others.
  const schema = settingsSchema(value).superRefine(findConflicts, { when: () => true });
  const checked = checkValue(read.value, [], value, schema);
  return checked.ok ? checked : { ok: false, problems: checked.problems.toSorted(byPlace) };
}
