// A settings file -> the settings that hold, or everything that is wrong with it. Loaded only when there is a file: without one,
// generating needs no schema. Reads no files itself.
import { checkValue, type Parsed } from '../../yaml/check.ts';
import { readYaml, type YamlDocument } from '../../yaml/document.ts';
import { SETTINGS_RULES } from './conflicts.ts';
import { settingsSchema } from './schema.ts';
import { effectiveSettings, type Settings, type SettingsInput } from './settings.ts';

/**
 * @param text the whole file; an empty one means the defaults
 * @param file its name, only for messages
 * @returns the settings, or all problems from the top of the file to its end, as `FILE:LINE:COLUMN: path: what is allowed`
 */
export function readSettings(text: string, file: string): Parsed<Settings> {
  const { documents, problems } = readYaml(text, file);
  if (problems.length > 0) return { ok: false, problems };
  const [document, second] = documents;
  if (document === undefined) return { ok: true, value: effectiveSettings() };
  if (second !== undefined)
    return { ok: false, problems: [second.problemAt([], 'only one YAML document is allowed in this file')] };
  const checked = checkValue(document, [], document.value, settingsSchema);
  const all = [...(checked.ok ? [] : checked.problems), ...conflicts(document)];
  return checked.ok && all.length === 0
    ? { ok: true, value: effectiveSettings(checked.value) }
    : { ok: false, problems: all.sort(byPlace(file)) };
}

/** Conflicts between the settings that are right in themselves: a wrong one elsewhere must not hide them. */
function conflicts(document: YamlDocument): readonly string[] {
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const shape: Readonly<Record<string, { safeParse(part: unknown): { success: boolean } }>> = settingsSchema.shape;
  const isRight = ([key, part]: [string, unknown]) => Object.hasOwn(shape, key) && shape[key]?.safeParse(part).success;
  const given: SettingsInput = Object.fromEntries(Object.entries(value).filter(isRight));
  const settings = effectiveSettings(given);
  const isUsable = (key: keyof Settings) => Object.hasOwn(given, key) || !Object.hasOwn(value, key);
  return SETTINGS_RULES.filter(({ reads }) => reads.every(isUsable)).flatMap((rule) =>
    rule
      .conflicts(settings, given)
      .map(({ path, message, isKey = false }) =>
        isKey ? document.problemAtKey(path, message) : document.problemAt(path, withFound(document, path, message)),
      ),
  );
}

function withFound(document: YamlDocument, path: readonly PropertyKey[], message: string): string {
  const found = document.found(path);
  return found === undefined ? message : `${message}, ${found}`;
}

function byPlace(file: string): (a: string, b: string) => number {
  const place = (problem: string): [number, number] => {
    const [line = '', column = ''] = problem.slice(file.length + 1).split(':');
    return [Number(line), Number(column)];
  };
  return (a, b) => {
    const [[lineA, columnA], [lineB, columnB]] = [place(a), place(b)];
    return lineA - lineB || columnA - columnB;
  };
}
