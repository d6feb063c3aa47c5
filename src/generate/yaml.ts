// All generated YAML: header, no folded lines, multi-line strings as blocks. The same data gives the same bytes.
import { stringify } from 'yaml';
import { HEADER } from './header.ts';

export function yamlFile(...documents: readonly object[]): string {
  const texts = documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }));
  return `# ${HEADER}\n${texts.join('---\n')}`;
}
