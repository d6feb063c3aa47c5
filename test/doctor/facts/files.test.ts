// What the doctor finds beside a textfile: the temporary files of killed exporters, and the other textfiles.
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTextfileFacts } from '../../../src/doctor/facts/files.ts';
import { tempDir } from '../../peers/temp.ts';

const NOW = 1_800_000_000_000;

test('old temporary files are leftovers; one that is being written, and other files, are none', () => {
  const dir = tempDir();
  const put = (name: string, ageMs: number): string => {
    const path = join(dir, name);
    writeFileSync(path, '');
    utimesSync(path, (NOW - ageMs) / 1000, (NOW - ageMs) / 1000);
    return path;
  };
  const textfile = put('r.prom', 0);
  const killed = put('.rsyslog-pstat-0123456789abcdef.tmp', 61_000);
  put('.rsyslog-pstat-fedcba9876543210.tmp', 1_000);
  put('.r.prom.9.tmp', 61_000);
  const other = put('other.prom', 0);
  expect(readTextfileFacts(textfile, NOW)).toMatchObject({
    leftovers: [killed],
    others: [{ path: other, text: '' }],
  });
});
