// A file that the exporter would replace, and that it has not written.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../peers/temp.ts';
import { runCli } from './run-cli.ts';

const statistics = '{"name":"a","origin":"core.action","processed":1}\n';

test.each([
  ['a configuration', 'precious: yes\n'],
  ['statistics', statistics],
])('%s is refused, and stays', async (_, content) => {
  const file = join(tempDir(), 'file.prom');
  writeFileSync(file, content);
  const { code, stderr } = await runCli(['textfile', '--output', file], [statistics]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${file} has no series of rsyslog and would be replaced: remove it, or name another file`);
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test.each([
  ['nothing', ''],
  ['the textfile of a script', '# TYPE rsyslog_pstat_processed counter\nrsyslog_pstat_processed{name="a"} 3\n'],
])('%s is replaced', async (_, content) => {
  const file = join(tempDir(), 'file.prom');
  writeFileSync(file, content);
  expect(await runCli(['textfile', '--output', file], [statistics])).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8')).toContain('rsyslog_pstat_processed{name="a",origin="core.action"} 1\n');
});
