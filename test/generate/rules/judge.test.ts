// The judge must find what it is there for, or the recordings prove nothing.
import { describe, expect, test } from 'vitest';
import { BAD, describeFirings, judge, type Firing } from './judge.ts';

const FAULT = { kind: 'fault', bound: 10, fault: 20, heal: 50, end: 80 } as const;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const firing = (minutes: readonly number[], alert = 'RsyslogA', instance = BAD): Firing => ({ alert, instance, minutes });

describe('a fault', () => {
  test.each([
    ['that is seen in time and for as long as it lasts', [firing(range(30, 62))], ''],
    ['that several alerts see one after the other', [firing(range(30, 40)), firing(range(42, 60), 'RsyslogB')], ''],
    ['that is never seen', [], 'never'],
    ['that was alerted before it began', [firing([5])], 'never'],
    ['that is seen late', [firing(range(31, 50))], 'late: 11 min, bound 10'],
    ['whose alert goes out', [firing([...range(30, 35), ...range(41, 50)])], 'goes out for 6 min while the fault lasts'],
    ['whose alert ends before it', [firing(range(30, 44))], 'goes out for 6 min while the fault lasts'],
    ['whose alert goes on', [firing(range(30, 63))], 'RsyslogA outlives the fault'],
    ['after which the target still counts as flapping', [firing(range(30, 65), 'RsyslogActionFlaps')], ''],
    ['that another node is blamed for', [firing(range(30, 50)), firing([40], 'RsyslogB', 'h1')], 'RsyslogB on h1'],
  ])('%s', (_, firings, verdict) => expect(judge(firings, FAULT)).toBe(verdict));

  test('that is never healed has to be seen to the end', () => {
    const { heal: _heal, ...lasting } = FAULT;
    expect(judge([firing(range(30, 80))], lasting)).toBe('');
    expect(judge([firing(range(30, 60))], lasting)).toBe('goes out for 20 min while the fault lasts');
  });
});

test('no alert may fire in a healthy situation, and on healthy nodes in none', () => {
  expect(judge([], { ...FAULT, kind: 'healthy' })).toBe('');
  expect(judge([firing([3])], { ...FAULT, kind: 'healthy' })).toBe('false alarm RsyslogA');
  expect(judge([firing([3])], { ...FAULT, kind: 'blind' })).toBe('');
  expect(judge([firing([3], 'RsyslogA', 'h1')], { ...FAULT, kind: 'blind' })).toBe('RsyslogA on h1');
});

test('firings are described by their spans', () => {
  expect(describeFirings([firing([18, 19, 25, 26]), firing([30], 'RsyslogB', 'h1')], 20)).toBe(
    'A -2..-1 +5..+6; B on h1 +10..+10',
  );
});
