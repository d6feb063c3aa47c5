// The defaults that follow from other settings, and the durations that they are made of.
import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DURATION, duration, seconds } from '../../../src/generate/settings/duration.ts';
import { readSettings } from '../../../src/generate/settings/file.ts';
import { effectiveSettings, settingsSchema, type SettingsInput } from '../../../src/generate/settings/settings.ts';

const intervals = (impstats: string, scrape: string): SettingsInput => ({ intervals: { impstats, scrape } });

describe('defaults follow from other settings', () => {
  test.each<[string, SettingsInput, string, string, string]>([
    ['both intervals of a minute', {}, '2m6s', '15m', '1d'],
    ['reports every five minutes', intervals('5m', '1m'), '14m', '25m', '1d'],
    ['rare scrapes', intervals('1m', '5m'), '6m6s', '25m', '1d'],
    ['reports every few hours', intervals('2h', '1m'), '5h59m', '10h', '1d'],
  ])('%s', (_title, given, statisticsAge, silentFor, history) => {
    expect(effectiveSettings(given).thresholds).toMatchObject({ statisticsAge, silentFor, history });
  });

  test('a threshold that is given stays as it is', () => {
    const { thresholds } = effectiveSettings({ ...intervals('2h', '1m'), thresholds: { silentFor: '9h' } });
    expect(thresholds).toMatchObject({ silentFor: '9h', history: '1d' });
  });

  test.each<[string, SettingsInput, string]>([
    ['gardener', {}, 'shoot-shoot-rsyslog-relp'],
    ['gardener with a component', { kubernetes: { prometheus: 'seed', component: 'audit' } }, 'seed-audit'],
    ['prometheus-operator', { flavour: 'prometheus-operator' }, 'rsyslog-pstat'],
  ])('names of objects: %s', (_title, given, prometheusRule) => {
    expect(effectiveSettings(given).kubernetes.names).toMatchObject({ prometheusRule });
  });

  test('labels that are given replace the default ones as a whole', () => {
    expect(effectiveSettings({ alertLabels: { team: 'a' } }).alertLabels).toEqual({ team: 'a' });
  });

  test.each(['flavour: [plain]\n', 'intervals: 5\n', '5\n', 'kubernetes: {prometheus: 5}\n'])(
    'of something wrong they are the usual ones: %j',
    (text) => expect(readSettings(text, 'a.yaml')).toMatchObject({ ok: false, problems: [expect.any(String)] }),
  );
});

test('what a file that sets everything says is taken as it is', () => {
  const settings = effectiveSettings({ flavour: 'plain', naming: 'standard' });
  expect(settingsSchema({}, 'gardener').parse(settings)).toEqual(settings);
});

test('a duration is written in the spelling that is read', () => {
  assert(
    property(nat(10_000_000), (total) => {
      expect(duration(total)).toMatch(DURATION);
      expect(seconds(duration(total))).toBe(total);
    }),
  );
  expect([0, 90, 300, 86_400, 1.2].map(duration)).toEqual(['0s', '1m30s', '5m', '1d', '2s']);
  expect(seconds('1w1d1h1m1s')).toBe(694_861);
});
