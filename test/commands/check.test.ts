// `rsyslog-pstat check`: the sums by reason, the limit of the list, and the result as JSON.
import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const JUNK = ['junk\n', 'junk\u009b2\n', '{ "name": 1\n'];

describe('the sums by reason', () => {
  test('come at the end, over all files', async () => {
    const { stdout } = await runCli(['check', 'test/fixtures/check/rejected.log', '-', '--max', '0'], JUNK);
    expect(stdout.split('\n')).toEqual([
      'test/fixtures/check/rejected.log: 10 lines, 1 reports, 2 series, 8 rejected',
      '-: 3 lines, 0 reports, 0 series, 3 rejected',
      'rejected, by reason:',
      '  malformed           1, first at test/fixtures/check/rejected.log:2',
      '  bad_value           1, first at test/fixtures/check/rejected.log:3',
      '  missing_name        1, first at test/fixtures/check/rejected.log:4',
      '  not_statistics      3, first at test/fixtures/check/rejected.log:5',
      '  truncated           3, first at test/fixtures/check/rejected.log:6',
      '  unsupported_format  1, first at test/fixtures/check/rejected.log:7',
      '  unexpected_end      1, first at test/fixtures/check/rejected.log:10',
      '0 of 11 are listed, see --max',
      '',
    ]);
  });

  test('are left out when nothing is rejected', async () => {
    const { stdout } = await runCli(['check', '-'], ['{ "name": "n", "origin": "o", "k": 1 }\n']);
    expect(stdout).toBe('-: 1 lines, 1 reports, 1 series, 0 rejected\n');
  });
});

describe('the list of rejected lines', () => {
  const MANY = Array.from({ length: 1000 }, () => 'junk\n');
  const listed = (stdout: string): number => stdout.match(/^-:\d+:1: not_statistics/gm)?.length ?? 0;

  test.each([
    [[], 20],
    [['--max', '3'], 3],
    [['--max', '1000'], 1000],
  ])('%j has a limit', async (flags, expected) => {
    const { code, stdout } = await runCli(['check', '-', ...flags], MANY);
    expect([code, listed(stdout)]).toEqual([1, expected]);
    expect(stdout.includes(`${expected} of 1000 are listed, see --max\n`)).toBe(expected < 1000);
    expect(stdout).toContain('\n  not_statistics  1000, first at -:1\n');
  });
});

describe('--format json', () => {
  test('has the same as one document', async () => {
    const { code, stdout, stderr } = await runCli(['check', '-', '--format', 'json', '--max', '2'], JUNK);
    const detail = 'neither a statistics object in a format that impstats writes nor BEGIN or END';
    const common = { file: '-', column: 1, reason: 'not_statistics', detail };
    expect({ code, stderr, printed: JSON.parse(stdout) as unknown }).toEqual({
      code: 1,
      stderr: '',
      printed: {
        files: [
          {
            ...{ file: '-', lines: 3, reports: 0, incompleteReports: 0, series: 0, dropped: 0 },
            rejected: { not_statistics: 2, truncated: 1 },
          },
        ],
        reasons: { not_statistics: { count: 2, first: '-:1' }, truncated: { count: 1, first: '-:3' } },
        rejectedLines: [
          { ...common, line: 1, text: 'junk' },
          { ...common, line: 2, text: 'junk\ufffd2' },
        ],
      },
    });
  });

  test('also when a file cannot be read', async () => {
    const { code, stdout, stderr } = await runCli(['check', 'none.log', '--format', 'json']);
    expect({ code, printed: JSON.parse(stdout) as unknown }).toEqual({
      code: 2,
      printed: { files: [], reasons: {}, rejectedLines: [] },
    });
    expect(stderr).toMatch(/^error: none\.log: ENOENT/);
  });
});
