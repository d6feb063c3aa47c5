// Defaults that differ between what a plain Prometheus takes and what goes into a cluster.
import { describe, expect, test } from 'vitest';
import { settingsByUse } from '../../../src/generate/settings/by-use.ts';
import { readSettings } from '../../../src/generate/settings/file.ts';
import type { Settings, SettingsInput } from '../../../src/generate/settings/settings.ts';

const nodesOf = ({ flavour, groupBy, keepLabels }: Settings) => [flavour, groupBy, ...keepLabels];

describe('files and objects group nodes by', () => {
  test.each<[string, SettingsInput, string[], string[]]>([
    ['what their flavour has', {}, ['plain', 'instance', 'node'], ['gardener', 'node']],
    ['what the flavour of all has', { flavour: 'plain' }, ['plain', 'instance', 'node'], ['plain', 'instance', 'node']],
    [
      'the node, in the flavour of an operator',
      { flavour: 'prometheus-operator' },
      ['prometheus-operator', 'node'],
      ['prometheus-operator', 'node'],
    ],
    ['a label of the settings', { groupBy: 'host' }, ['plain', 'host'], ['gardener', 'host']],
    ['the node, if the settings say so', { groupBy: 'node' }, ['plain', 'node'], ['gardener', 'node']],
    [
      'the instance in each, and the node of fleets',
      { groupBy: 'instance' },
      ['plain', 'instance', 'node'],
      ['gardener', 'instance', 'node'],
    ],
    [
      'labels that the settings keep',
      { keepLabels: ['cluster'] },
      ['plain', 'instance', 'cluster'],
      ['gardener', 'node', 'cluster'],
    ],
  ])('%s', (_title, given, files, objects) => {
    const { files: ofFiles, objects: ofObjects } = settingsByUse(given);
    expect(nodesOf(ofFiles)).toEqual(files);
    expect(nodesOf(ofObjects)).toEqual(objects);
  });
});

describe('a settings file', () => {
  test('gives both', () => {
    expect(readSettings('action: siem\n', 'a.yaml')).toEqual({ ok: true, value: settingsByUse({ action: 'siem' }) });
  });

  test.each([
    [
      'for files only',
      'selectors:\n  instance: a\n',
      ['a.yaml:2:3: selectors.instance: must not be the label of groupBy, which identifies nodes'],
    ],
    [
      'for objects only',
      'selectors:\n  node: a\n',
      ['a.yaml:2:3: selectors.node: must not be the label of groupBy, which identifies nodes'],
    ],
    [
      'for both, once',
      'intervals:\n  scrape: 5 min\n',
      ['a.yaml:2:11: intervals.scrape: must be a duration like 90s, 5m or 1h30m, not 0, found "5 min"'],
    ],
  ])('is wrong %s', (_title, text, problems) => {
    expect(readSettings(text, 'a.yaml')).toEqual({ ok: false, problems });
  });
});
