// The textfile before the first report: an exporter that gets none must show, and an old file stays.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseExposition } from '../peers/exposition.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { batch, startCollector, TEXTFILE } from './collector.ts';
import { selfValue } from './series.ts';

test('a new textfile has the series of the exporter before any report', async () => {
  const dir = tempDir();
  await using _collector = await startCollector('textfile', { dir });
  await until('the textfile', () => existsSync(join(dir, TEXTFILE)));
  const families = parseExposition(readFileSync(join(dir, TEXTFILE), 'utf8'));
  expect([...families.keys()].filter((name) => !name.startsWith('rsyslog_pstat_exporter_'))).toEqual([]);
  expect(selfValue(families, 'last_batch_timestamp_seconds')).toBe(0);
});

test('an old textfile stays until the first report', async () => {
  const dir = tempDir();
  const file = join(dir, TEXTFILE);
  const old = '# TYPE rsyslog_pstat_n counter\nrsyslog_pstat_n{name="old",origin="test"} 1\n';
  writeFileSync(file, old);
  await using collector = await startCollector('textfile', { dir });
  expect(readFileSync(file, 'utf8')).toBe(old);
  collector.feed(batch(1));
  await collector.untilMark(1);
});
