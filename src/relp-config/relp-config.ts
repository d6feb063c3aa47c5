// Text of a manifest -> the RsyslogRelpConfig in it and its cluster. Reads no files and connects to no cluster.
import { UsageError } from '../io.ts';
import { checkValue } from '../yaml/check.ts';
import { readYaml, type YamlDocument } from '../yaml/document.ts';
import { KIND, RELP_SCHEMA, type RsyslogRelpConfig } from './schema.ts';
import { EXTENSION_TYPE, findInShoot, type FoundConfig, type ShootIdentity } from './shoot.ts';

export interface RelpSource {
  readonly config: RsyslogRelpConfig;
  /** empty for a configuration without a Shoot around it */
  readonly identity: ShootIdentity;
}

/**
 * Accepts the resource alone or in a Shoot (spec.extensions, type shoot-rsyslog-relp), also among documents of other
 * kinds, which are ignored. There must be exactly one.
 *
 * @param text the whole file
 * @param file its name, only for messages
 * @throws UsageError with every problem as `FILE:LINE:COLUMN: path: what is wrong and what is allowed`
 */
export function readRelpConfig(text: string, file: string): RelpSource {
  const { documents, problems } = readYaml(text, file);
  if (problems.length > 0) throw new UsageError(problems);
  const found = documents.flatMap(findConfigs);
  const [first, second] = found;
  if (first === undefined) throw new UsageError(nothingFound(documents, file));
  if (second !== undefined)
    throw new UsageError(second.document.problemAt(second.base, `only one ${KIND} is allowed in this file`));
  const config = checkValue(first.document, first.base, first.value, RELP_SCHEMA);
  if (!config.ok) throw new UsageError([...config.problems, ...first.referenceProblems]);
  if (first.referenceProblems.length > 0) throw new UsageError(first.referenceProblems);
  return { config: config.value, identity: first.identity };
}

function findConfigs(document: YamlDocument): readonly FoundConfig[] {
  const kind = kindOf(document);
  if (kind === KIND) return [{ document, base: [], value: document.value, identity: {}, referenceProblems: [] }];
  if (kind !== 'Shoot') return [];
  const found = findInShoot(document);
  if ('problems' in found) throw new UsageError(found.problems);
  return found;
}

function kindOf(document: YamlDocument): unknown {
  return (document.value as { readonly kind?: unknown }).kind;
}

function nothingFound(documents: readonly YamlDocument[], file: string): readonly string[] {
  if (documents.length === 0) return [`${file}:1:1: the file is empty, it must contain a ${KIND} or a Shoot`];
  return documents.map((document) => {
    if (kindOf(document) === 'Shoot')
      return document.problemAt(['spec', 'extensions'], `must have an entry of type ${EXTENSION_TYPE}`);
    const allowed = `must be ${KIND}, or Shoot with the extension ${EXTENSION_TYPE}`;
    const found = document.found(['kind']);
    return document.problemAt(['kind'], found === undefined ? `is missing, ${allowed}` : `${allowed}, ${found}`);
  });
}
