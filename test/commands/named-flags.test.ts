// Flags that texts for people name are flags of a command, and the tests that docs/security.md names are there.
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/doctor/index.ts';
import { runCli } from './run-cli.ts';

const COMMANDS = ['textfile', 'serve', 'check', 'demo', 'metrics', 'generate', 'generate rsyslog', 'doctor'];
/** Of node-exporter and npm. */
const OTHERS = ['--collector.textfile', '--collector.textfile.directory', '--global'];
const FLAG = /(?<![\w-])--[a-z](?:[\w.-]*\w)?/g;

const flagsIn = (text: string): string[] => [...new Set(text.match(FLAG) ?? [])];

let known: ReadonlySet<string>;

beforeAll(async () => {
  const pages = await Promise.all(
    COMMANDS.map(async (command) => (await runCli([...command.split(' '), '--help'])).stdout),
  );
  known = new Set([...pages.flatMap(flagsIn), ...OTHERS]);
});

test('the help names flags', () => expect(known.size).toBeGreaterThan(50));

const DOCUMENTS = ['README.md', 'docs/operation.md', 'docs/security.md'];

test('the help pages name the flags of the commands', () => expect(known.size).toBeGreaterThan(50));

describe('every flag is one of a command', () => {
  test.each(CHECKS)('in what the doctor says of $id', ({ looksAt, messages }) => {
    const text = [looksAt, ...Object.values(messages).map(({ what, fix = '' }) => `${what} ${fix}`)].join(' ');
    expect(flagsIn(text).filter((flag) => !known.has(flag))).toEqual([]);
  });

  test.each(DOCUMENTS)('in %s', (file) => {
    const flags = flagsIn(readFileSync(file, 'utf8'));
    expect(flags.length).toBeGreaterThan(5);
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  });
});

test('docs/security.md names only tests that are there', () => {
  const paths = readFileSync('docs/security.md', 'utf8').match(/\btest\/[\w./-]+\.ts\b/g) ?? [];
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
