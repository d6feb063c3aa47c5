// What is printed for settings files that are wrong, one by one, as the user sees it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectGolden } from '../../golden.ts';
import { tempDir } from '../../peers/temp.ts';
import { generate } from '../../commands/generate-command.ts';

const FIXTURES = 'test/fixtures/settings';
const GOLDEN = 'test/golden/settings-errors.txt';
const FILES = readdirSync(FIXTURES).filter((name) => name.endsWith('.bad.yaml'));

const HEADING = '$ rsyslog-pstat generate --settings ';

async function printedFor(name: string): Promise<string> {
  const out = join(tempDir(), 'never-made');
  const { code, stdout, stderr } = await generate('--settings', `${FIXTURES}/${name}`, '--out', out);
  expect({ code, stdout }, name).toEqual({ code: 2, stdout: '' });
  return stderr.replaceAll(`${FIXTURES}/`, '');
}

describe('a settings file that is wrong', () => {
  const printed = new Map<string, string>();

  beforeAll(async () => {
    for (const name of FILES) printed.set(name, await printedFor(name));
  });

  test('comes in twenty kinds and more', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(20);
  });

  test('is answered as in the golden file', async () => {
    await expectGolden([...printed].map(([name, text]) => `${HEADING}${name}\n${text}`).join('\n'), GOLDEN);
  });

  test.each(FILES)('%s: each problem says where it is', (name) => {
    for (const line of (printed.get(name) ?? '').trimEnd().split('\n'))
      expect(line).toMatch(/^error: [a-z-]+\.bad\.yaml:\d+:\d+: \S/);
  });
});
