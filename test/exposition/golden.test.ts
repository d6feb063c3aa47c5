// What each recording becomes, byte for byte.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderFamilies, TEXT } from '../../src/exposition/render.ts';
import type { NamingScheme } from '../../src/series/naming/scheme.ts';
import { expectGolden } from '../golden.ts';
import { parseExposition, type Family } from '../peers/exposition.ts';
import { RECORDINGS, replay, replayFile } from './recordings.ts';

const STANDARD = RECORDINGS.filter((name) => /-(json|zabbix)$/.test(name));
const GOLDENS: readonly (readonly [recording: string, scheme: NamingScheme])[] = [
  ...RECORDINGS.map((name) => [name, 'gardener'] as const),
  ...STANDARD.map((name) => [name, 'standard'] as const),
];

describe('a recording', () => {
  test.each(GOLDENS)('%s in the %s scheme', async (recording, scheme) => {
    const { store, rejected } = replay(recording, { naming: scheme });
    const text = renderFamilies(store.view(), TEXT);
    await expectGolden(text, `test/golden/${recording}${scheme === 'standard' ? '.standard' : ''}.prom`);
    expect(rejected).toEqual([]);
    // The strict reader refuses series that come twice, and everything that a real Prometheus would refuse.
    const families = [...parseExposition(text).values()];
    expect(families.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(store.size);
    expect(families.filter(({ type, help }) => type === 'untyped' || help === '')).toEqual([]);
  });
});

/** Series without values, with their families' types; ports differ between runs of rsyslogd. */
function seriesOf(recording: string): string[] {
  const families = parseExposition(renderFamilies(replay(recording).store.view(), TEXT));
  return [...families.values()]
    .flatMap(({ type, samples }) => samples.map(({ name, labels }) => `${type} ${name} ${[...labels].join(' ')}`))
    .map((series) => series.replaceAll(/\b1[57]\d{3}\b/g, 'PORT'))
    .sort();
}

describe.each(['8.2302', '8.2504'])('rsyslog %s', (version) => {
  test.each(['cee', 'json-elasticsearch', 'legacy'])('says in %s what it says in json', (format) => {
    expect(seriesOf(`rsyslog-${version}-${format}`)).toEqual(seriesOf(`rsyslog-${version}-json`));
  });
});

describe('the shell script that came before', () => {
  const SEED = 'test/fixtures/seed/seed-script';
  const expected = parseExposition(readFileSync(`${SEED}.expected.prom`, 'utf8'));
  const { store, rejected } = replayFile(`${SEED}.input.log`);
  const exported = parseExposition(renderFamilies(store.view(), TEXT));
  const samples = ({ samples: all }: Family) =>
    all.map(({ name, labels, value }) => [name, Object.fromEntries(labels), value]);

  test('exported 22 families', () => {
    expect([expected.size, rejected]).toEqual([22, []]);
  });

  test.each([...expected.values()].map((family) => [family.name, family] as const))(
    '%s is the same',
    (name, family) => {
      const found = exported.get(name);
      expect(found && samples(found)).toEqual(expect.arrayContaining(samples(family)));
      // It called the number of open files a counter, which falls whenever a file is closed.
      expect(found?.type).toBe(name === 'rsyslog_pstat_openfiles' ? 'gauge' : family.type);
    },
  );

  test('knew every series that these families have', () => {
    const more = [...expected.values()].flatMap((family) => {
      const known = new Set(samples(family).map((sample) => JSON.stringify(sample)));
      const found = exported.get(family.name);
      return found ? samples(found).filter((sample) => !known.has(JSON.stringify(sample))) : [];
    });
    expect(more).toEqual([]);
  });
});
