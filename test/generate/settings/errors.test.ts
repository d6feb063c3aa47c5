// What is printed for settings files that are wrong, one by one, as the user sees it. UPDATE_GOLDEN=1 writes the golden file anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
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
  const golden = new Map<string, string>();

  beforeAll(async () => {
    if (process.env['UPDATE_GOLDEN'] === '1') {
      const parts: string[] = [];
      for (const name of FILES) parts.push(`${HEADING}${name}\n${await printedFor(name)}`);
      writeFileSync(GOLDEN, parts.join('\n'));
    }
    for (const part of readFileSync(GOLDEN, 'utf8').split(HEADING).slice(1)) {
      const [name = '', ...lines] = part.trimEnd().split('\n');
      golden.set(name, `${lines.join('\n')}\n`);
    }
  });

  test('comes in twenty kinds and more, each with what is printed', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(20);
    expect([...golden.keys()]).toEqual(FILES);
  });

  test.each(FILES)('%s', async (name) => {
    expect(await printedFor(name)).toBe(golden.get(name));
  });

  test.each(FILES)('%s: each problem says where it is', (name) => {
    for (const line of (golden.get(name) ?? '').trimEnd().split('\n'))
      expect(line).toMatch(/^error: [a-z-]+\.bad\.yaml:\d+:\d+: \S/);
  });
});
