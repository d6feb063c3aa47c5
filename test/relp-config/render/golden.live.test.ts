// Example configurations, each with its generated file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectGolden } from '../../golden.ts';
import { describeWith, PATHS } from '../../peers/available.ts';
import { runProcess } from '../../peers/process.ts';
import { tempDir } from '../../peers/temp.ts';
import { generate, IDENTITY } from '../generate.ts';

const FIXTURES = 'test/fixtures/relp-config';
const GOLDEN = 'test/golden/relp-config';
const RETRY_WARNING =
  "resumeRetryCount is not set, and rsyslog's default is 0: messages are lost while the target is down; -1 keeps them";

const REBIND_WARNING = 'rebindInterval is a number of messages, not of seconds';

interface Example {
  readonly golden: string;
  readonly config: string;
  readonly flags: readonly string[];
  readonly warnings: readonly string[];
}

const EXAMPLES: readonly Example[] = [
  { golden: 'shoot-full', config: 'shoot-full', flags: [], warnings: [REBIND_WARNING] },
  { golden: 'two-rules', config: 'two-rules', flags: IDENTITY, warnings: [RETRY_WARNING] },
  {
    golden: 'minimal',
    config: 'minimal',
    flags: [...IDENTITY, '--collector', 'file', '--input', 'none'],
    warnings: [RETRY_WARNING],
  },
  {
    golden: 'content',
    config: 'content',
    flags: [...IDENTITY, '--collector', 'udp', '--interval', '10', '--load-imuxsock'],
    warnings: [],
  },
];

test.each(EXAMPLES)('generates the example "$golden" byte for byte', async ({ golden, config, flags, warnings }) => {
  const file = `${FIXTURES}/${config}.yaml`;
  const { stdout, stderr, code } = await generate(['--relp-config', file, ...flags]);
  await expectGolden(stdout, `${GOLDEN}/${golden}.conf`);
  expect(stderr).toBe(warnings.map((warning) => `warning: ${file}: ${warning}\n`).join(''));
  expect(code).toBe(0);
});

test('--out writes the file and nothing else', async () => {
  const out = join(tempDir(), 'audit.conf');
  const { stdout } = await generate(['--relp-config', `${FIXTURES}/shoot-full.yaml`, '--out', out]);
  expect(stdout).toBe('');
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(`${GOLDEN}/shoot-full.conf`, 'utf8'));
});

describeWith(['rsyslogd'], 'rsyslogd', () => {
  test.each(EXAMPLES)('accepts the example "$golden" without a complaint', async ({ golden }) => {
    const dir = tempDir();
    const generated = readFileSync(`${GOLDEN}/${golden}.conf`, 'utf8');
    // The rsyslog.conf around such a file loads imuxsock; the folders of a node do not exist here.
    const main = generated.includes('load="imuxsock"') ? '' : 'module(load="imuxsock" SysSock.Use="off")\n';
    const conf = join(dir, 'rsyslog.conf');
    for (const name of ['ca.crt', 'tls.crt', 'tls.key']) writeFileSync(join(dir, name), '');
    const local = generated.replaceAll('/var/log/rsyslog', dir).replaceAll('/etc/ssl/rsyslog', dir);
    writeFileSync(conf, `${main}${local}`);
    const { code, stderr } = await runProcess(PATHS.rsyslogd, ['-N1', '-f', conf]);
    expect(stderr.split('\n').filter((line) => line !== '' && !/version|End of config/.test(line))).toEqual([]);
    expect(code).toBe(0);
  });
});
