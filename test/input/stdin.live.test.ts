// Standard input as a shell redirects it: a file of any size, while the program stays responsive.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMAND } from '../e2e/program.ts';
import { startProcess } from '../peers/process.ts';
import { tempDir } from '../peers/temp.ts';

test('a signal is served while a file is read', async () => {
  const LINES = 8_000_000;
  const dir = tempDir();
  const input = join(dir, 'hostile.log');
  const output = join(dir, 'rsyslog.prom');
  writeFileSync(input, 'END\n'.repeat(LINES));
  await using program = await startProcess('sh', ['-c', `exec ${COMMAND} textfile --output ${output} < ${input}`]);
  await program.waitForOutput(/line rejected/, { from: 'stderr' });
  program.send('SIGTERM');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  const read = Number(/^rsyslog_pstat_exporter_lines_total (\d+)$/m.exec(readFileSync(output, 'utf8'))?.[1]);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(LINES);
});
