// What is not valid YAML in a document, with its place. Finds equal keys itself: the library compares each key with all others
// of its mapping, which takes minutes for 300,000 keys.
import { isScalar, visit, type Document } from 'yaml';

export interface Flaw {
  readonly offset: number;
  readonly message: string;
}

export function flawsOf(document: Document.Parsed): readonly Flaw[] {
  return [...libraryFlaws(document), ...duplicateKeys(document)];
}

/** For the library an unknown tag is only a warning, but its value is not what the author meant. */
export function libraryFlaws({ errors, warnings }: Pick<Document.Parsed, 'errors' | 'warnings'>): readonly Flaw[] {
  return [...errors, ...warnings].map(({ code, message, pos }) => ({
    offset: pos[0],
    message: code === 'NON_STRING_KEY' ? 'A key must be a text' : message,
  }));
}

function duplicateKeys(document: Document.Parsed): readonly Flaw[] {
  const flaws: Flaw[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value)) flaws.push({ offset: key.range?.[0] ?? 0, message: 'Map keys must be unique' });
        known.add(key.value);
      }
    },
  });
  return flaws;
}
