// A settings file of any content: settings, or complaints with their places; settings that were printed are read as the same.
import { readSettings } from '../../../src/generate/settings/file.ts';
import { printSettings } from '../../../src/generate/print-settings.ts';
import { filesOf } from '../inputs.ts';
import { bytesOf, rule, textOf, type Target } from '../target.ts';
import { judgeProblems, PLACE, withoutWarnings } from './problems.ts';

const YAML_WORDS = [
  '- ',
  ': ',
  '&a ',
  '*a',
  '<<: *a',
  '!!int ',
  '!x ',
  '|\n',
  '>\n',
  '---\n',
  '...\n',
  '? ',
  '{}',
  '[]',
  '~',
  'yes',
  '"\\x9b"',
  '5m',
  '90s',
];

export const settings: Target = {
  name: 'settings',
  seeds: () => {
    const defaults = readSettings('', 'file.yaml');
    const printed = defaults.ok ? [bytesOf(printSettings(defaults.value))] : [];
    return [bytesOf(''), ...printed, ...filesOf('test/fixtures/settings')];
  },
  words: YAML_WORDS,
  run: (input) => readSettings(textOf(input), 'file.yaml'),
  check: (input) => {
    const read = withoutWarnings(() => readSettings(textOf(input), 'file.yaml'));
    if (!read.ok) return judgeProblems(read.problems, PLACE);
    const printed = printSettings(read.value);
    const again = readSettings(printed, 'file.yaml');
    const isSame = again.ok && printSettings(again.value) === printed;
    rule(isSame, 'settings that were printed are read as the same', () => (again.ok ? '' : again.problems.join()));
    return 'read';
  },
};
