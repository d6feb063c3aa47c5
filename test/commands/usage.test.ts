// Usage errors: exit code 2, nothing on standard output, and every problem of the values at once.
import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const MANY_WRONG = [
  ...['--label', 'no-value', '--label', '1x=y', '--label', '__a=b', '--label', 'origin=x', '--label', 'node=x'],
  ...['--label', 'zone=a', '--label', 'zone=b', '--node-label'],
  ...['--reset-bucket', 'b', '--reset-bucket', 'b=maybe', '--reset-bucket', '=on'],
];
const PROBLEMS = [
  'error: --label no-value: must look like name=value, with a name of letters, digits and "_"',
  'error: --label 1x=y: must look like name=value, with a name of letters, digits and "_"',
  'error: --label __a=b: must look like name=value, with a name of letters, digits and "_"',
  'error: --label origin=x: the label "origin" is there already',
  'error: --label node=x: the label "node" is there already',
  'error: --reset-bucket b: must look like BUCKET=on, BUCKET=off or BUCKET=auto',
  'error: --reset-bucket b=maybe: must look like BUCKET=on, BUCKET=off or BUCKET=auto',
  'error: --reset-bucket =on: must look like BUCKET=on, BUCKET=off or BUCKET=auto',
  'error: --label: the same name is given twice',
];

describe('values of the flags about series', () => {
  test.each([['serve'], ['textfile', '--output', '/nonexistent/x.prom']])(
    '%s lists all that is wrong',
    async (...command) => {
      const { code, stdout, stderr } = await runCli([...command, ...MANY_WRONG]);
      expect({ code, stdout, stderr: stderr.trimEnd().split('\n') }).toEqual({ code: 2, stdout: '', stderr: PROBLEMS });
    },
  );

  test('what is wrong with the flags of inputs is listed with them', async () => {
    const { code, stderr } = await runCli(['serve', '--label', 'x', '--udp.allow', 'y', '--unix.mode', '9']);
    const flags = stderr.split('\n').map((line) => /^error: (--\S+)/.exec(line)?.[1]);
    expect({ code, flags }).toEqual({ code: 2, flags: ['--label', '--udp.allow', '--unix.mode', undefined] });
  });
});

const SINGLE: readonly (readonly [flags: string, error: RegExp])[] = [
  ['nonsense', /unknown command 'nonsense'/],
  ['serve --nonsense', /unknown option '--nonsense'/],
  ['serve --naming short', /'short' is invalid.*gardener, standard/],
  ['serve --reset-counters maybe', /'maybe' is invalid.*auto, on, off/],
  ['serve --max-series 0', /whole number, at least 1/],
  ['serve --max-line 1KB', /a size looks like/],
  ['serve --batch-gap 5', /a duration looks like/],
  ['serve --log.level loud', /debug, info, warn, error/],
  ['textfile', /required option '--output <file>'/],
];

test.each(SINGLE)('%s is refused', async (flags, error) => {
  const { code, stdout, stderr } = await runCli(flags.split(' '));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(error);
});

describe('asking for help', () => {
  test.each([['--help'], ['serve', '--help'], ['--version']])('%s is fine', async (...argv) => {
    const { code, stdout, stderr } = await runCli(argv);
    expect({ code, stderr, isShown: stdout.length > 3 }).toEqual({ code: 0, stderr: '', isShown: true });
  });
});
