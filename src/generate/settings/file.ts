// A settings file -> the settings that hold, or everything that is wrong with it. Reads no files itself.
import { checkValue, type Parsed } from '../../yaml/check.ts';
import { readOneDocument } from '../../yaml/parse.ts';
import type { Flavour } from './basis.ts';
import { findConflicts } from './conflicts.ts';
import { USUAL_FLAVOURS, type SettingsByUse } from './by-use.ts';
import { settingsSchema } from './settings.ts';

/** Places are compared as numbers: line 9 comes before line 10. */
const { compare: byPlace } = new Intl.Collator('en', { numeric: true });

/**
 * @param text the whole file; an empty one means the defaults
 * @param file its name, only for messages
 * @returns the settings, or all problems from the top of the file to its end, as `FILE:LINE:COLUMN: path: what is allowed`
 */
export function readSettings(text: string, file: string): Parsed<SettingsByUse> {
  const read = readOneDocument(text, file);
  if (!read.ok) return read;
  const { value } = read.value;
  const check = (usual: Flavour) => {
    // A setting that is wrong in itself must not hide conflicts between others.
    const schema = settingsSchema(value, usual).superRefine(findConflicts, { when: () => true });
    return checkValue(read.value, [], value, schema);
  };
  const files = check(USUAL_FLAVOURS.files);
  const objects = check(USUAL_FLAVOURS.objects);
  if (files.ok && objects.ok) return { ok: true, value: { files: files.value, objects: objects.value } };
  const problems = new Set([files, objects].flatMap((checked) => (checked.ok ? [] : checked.problems)));
  return { ok: false, problems: [...problems].sort(byPlace) };
}
