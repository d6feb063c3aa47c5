// What the doctor takes from a settings file and from flags.
import { describe, expect, test } from 'vitest';
import { readExpected } from '../../../src/doctor/facts/expected.ts';
import { UsageError } from '../../../src/io.ts';

const file = (text: string) => ({ file: 'settings.yaml', text });

describe('what the rules count on', () => {
  test.each([
    ['without settings', undefined, {}, { action: 'rsyslog-relp', queues: ['rsyslog-relp queue'] }],
    [
      'without settings, with flags',
      undefined,
      { action: 'siem', interval: 10 },
      { action: 'siem', queues: ['siem queue'], intervalSeconds: 10 },
    ],
    [
      'the defaults of a settings file',
      '',
      {},
      { action: 'rsyslog-relp', queues: ['rsyslog-relp queue'], intervalSeconds: 60 },
    ],
    [
      'a settings file',
      'action: siem\nqueues: {main Q: 5}\nintervals: {impstats: 5m}\n',
      {},
      { action: 'siem', queues: ['main Q'], intervalSeconds: 300 },
    ],
    [
      'flags over a settings file',
      'action: siem\nintervals: {impstats: 5m}\n',
      { action: 'audit', interval: 10 },
      { action: 'audit', queues: ['rsyslog-relp queue'], intervalSeconds: 10 },
    ],
    ['no queues', 'queues: {}\n', {}, { action: 'rsyslog-relp', queues: [], intervalSeconds: 60 }],
  ])('%s', (_title, text, flags, expected) => {
    expect(readExpected(text === undefined ? undefined : file(text), flags)).toEqual({ expected, problems: [] });
  });

  test('problems elsewhere in the settings file are reported', () => {
    const { expected, problems } = readExpected(file('flavour: gardner\naction: siem\n'), {});
    expect(expected.action).toBe('siem');
    expect(problems).toEqual([
      'settings.yaml:1:10: flavour: must be one of "gardener", "prometheus-operator", "plain", found "gardner"',
    ]);
  });

  test.each(['action: 5\ndashbord: {}\n', 'a: b: c\n', '- 1\n', 'a: 1\n---\nb: 1\n'])('refuses %j', (text) => {
    expect(() => readExpected(file(text), {})).toThrow(UsageError);
  });
});
