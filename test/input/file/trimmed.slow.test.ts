// A followed file with --file.truncate-above, by the clock.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../peers/temp.ts';
import { until } from '../../peers/until.ts';
import { batchText } from '../batches.ts';
import { open } from '../opened.ts';

test('a followed file is emptied, and what comes then is read', async () => {
  const file = join(tempDir(), 'stats.log');
  await using opened = await open(`file:${file}`, { options: { fileTruncateAboveBytes: 500 } });
  for (let seq = 1; seq <= 3; seq++) {
    appendFileSync(file, batchText(seq));
    await opened.untilComplete(seq);
    await until('the file to be emptied', () => readFileSync(file, 'utf8') === '');
  }
  expect(opened.sequence()).toEqual([1, 2, 3]);
});
