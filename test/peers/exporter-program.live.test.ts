import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startProcess } from './process.ts';
import { tempDir } from './temp.ts';
import { until } from './until.ts';
import { exporterProgram } from './exporter-program.ts';

test('an exporter that was stopped can be ended', async () => {
  const dir = tempDir();
  const program = exporterProgram(dir);
  const running = await startProcess(program.path, ['textfile', '--output', join(dir, 'out.prom')]);
  await until('its process id', () => program.pid() === running.pid);
  running.send('SIGSTOP');
  program.kill();
  expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(program.kill).not.toThrow();
});
