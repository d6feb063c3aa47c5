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
  'error: --label origin=x: the label "origin" is taken',
  'error: --label node=x: the label "node" is taken',
  'error: --label: the same name is given twice',
  'error: --reset-bucket b: must look like BUCKET=on, BUCKET=off or BUCKET=auto',
  'error: --reset-bucket b=maybe: must look like BUCKET=on, BUCKET=off or BUCKET=auto',
  'error: --reset-bucket =on: must look like BUCKET=on, BUCKET=off or BUCKET=auto',
];

describe('values of the flags about series', () => {
  test.each([['serve'], ['textfile', '--output', '/nonexistent/x.prom']])(
    '%s lists all that is wrong',
    async (...command) => {
      const { code, stdout, stderr } = await runCli([...command, ...MANY_WRONG]);
      expect({ code, stdout, stderr: stderr.trimEnd().split('\n') }).toEqual({ code: 2, stdout: '', stderr: PROBLEMS });
    },
  );

  test('unknown flags, missing ones and wrong values of all kinds come at once', async () => {
    const wrong = ['--max-series', '0', '--batch-gap', 'y', '--udp.allow', 'z', '--label', '1', '--ouput', 'x.prom'];
    const { code, stdout, stderr } = await runCli(['textfile', ...wrong, '--on-exit', 'burn', '--log.level', 'loud']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'error: unknown option --ouput, did you mean --output?',
      'error: --log.level loud: must be one of debug, info, warn, error',
      'error: --label 1: must look like name=value, with a name of letters, digits and "_"',
      'error: --max-series 0: must be a whole number, at least 1',
      'error: --batch-gap y: must be a duration such as 500ms, 90s, 5m or 1h30m',
      'error: --udp.allow z: must be an address or a block such as 192.0.2.0/24 or 2001:db8::/32',
      'error: --output <file> is missing',
      'error: --on-exit burn: must be one of keep, remove',
    ]);
  });
});

const SINGLE: readonly (readonly [flags: string, error: RegExp])[] = [
  ['nonsense', /unknown command 'nonsense'/],
  ['check --nonsense x', /^error: unknown option --nonsense\n$/],
  ['check --max -1 x', /^error: --max -1: must be a whole number, at least 0\n$/],
  ['generate --nonsense', /^error: unknown option --nonsense\n$/],
  ['serve --log.level', /'--log.level <level>' argument missing/],
  ['serve --nonsense', /^error: unknown option --nonsense\n$/],
  ['serve --max-serie 5', /^error: unknown option --max-serie, did you mean --max-series\?\n$/],
  ['serve more', /^error: unexpected argument more\n$/],
  ['serve --naming short', /^error: --naming short: must be one of gardener, standard\n$/],
  ['serve --reset-counters maybe', /^error: --reset-counters maybe: must be one of auto, on, off\n$/],
  ['serve --max-series 0', /^error: --max-series 0: must be a whole number, at least 1\n$/],
  ['serve --max-line 257MiB', /^error: --max-line 257MiB: must be at least 1 and at most 256MiB\n$/],
  ['serve --max-line 0', /^error: --max-line 0: must be at least 1 and at most 256MiB\n$/],
  ['serve --max-line 1KB', /^error: --max-line 1KB: must be a size such as/],
  ['serve --batch-gap 5', /^error: --batch-gap 5: must be a duration such as/],
  ['serve --stale-after x', /^error: --stale-after x: must be a duration such as/],
  ['serve --log.level loud', /^error: --log.level loud: must be one of debug, info, warn, error\n$/],
  ['serve --input ftp://x', /^error: --input ftp:\/\/x: must be one of -, file:PATH/],
  [
    'serve --web.listen-address 1:80000',
    /^error: --web.listen-address 1:80000: the port must be a number from 0 to 65535/,
  ],
  ['demo --attach 1:80000', /^error: --attach 1:80000: the port must be a number from 0 to 65535\n$/],
  ['demo --label node=x', /^error: --label node=x: the label "node" is taken\n$/],
  ['demo --input -', /^error: unknown option --input\n$/],
  ['demo --node-labe', /^error: unknown option --node-labe\n$/],
  ['textfile', /^error: --output <file> is missing\n$/],
  ['metrics --format xml', /^error: --format xml: must be one of table, markdown, json\n$/],
  [
    'doctor --metrics-url x --interval 0 --format xml',
    /^error: --metrics-url x:.*\nerror: --interval 0:.*\nerror: --format xml:.*\n$/,
  ],
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
