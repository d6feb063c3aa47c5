// Real rsyslogd, every format, every way in: log.file that is followed, and omfwd over UDP and over TCP in both framings.
import { readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { expectEveryPath } from '../e2e/every-path.ts';
import { open } from './opened.ts';

const FORMATS = ['json', 'cee', 'legacy', 'json-elasticsearch'];

describeWith(['rsyslogd'], 'real rsyslogd', () => {
  test.each(FORMATS)('%s over file, omprog, udp and tcp', async (format) => {
    expect(await expectEveryPath(format, { dir: tempDir() })).not.toContain('error');
  });

  test('a log.file that is truncated is written on at its start, without a hole', async () => {
    const dir = tempDir();
    const file = join(dir, 'stats.log');
    await using opened = await open(`file:${file}`);
    await startRsyslogd({
      dir,
      config: `
        module(load="impstats" interval="1" format="json" bracketing="on" log.file="${file}" log.syslog="off")
        action(type="omfile" file="${join(dir, 'messages')}")`,
    });
    await opened.untilComplete(2);
    truncateSync(file);
    await opened.untilComplete(4);
    expect(opened.refusals).toEqual([]);
    expect(opened.collector.counts.batches.incomplete).toBe(0);
  });

  test('a log.file that is renamed is written on until the HUP, and all of it is read', async () => {
    const dir = tempDir();
    const file = join(dir, 'stats.log');
    await using opened = await open(`file:${file}`);
    await using rsyslogd = await startRsyslogd({
      dir,
      config: `
        module(load="impstats" interval="1" format="json" bracketing="on" log.file="${file}" log.syslog="off")
        action(type="omfile" file="${join(dir, 'messages')}")`,
    });
    await opened.untilComplete(1);
    renameSync(file, `${file}.1`);
    writeFileSync(file, '');
    await opened.untilComplete(2);
    expect(readFileSync(file, 'utf8')).toBe('');
    rsyslogd.hup();
    await until('the new file to be written to', () => statSync(file).size > 0);
    await opened.untilComplete(4);
    await rsyslogd.stop();
    const written = [`${file}.1`, file].map((path) => readFileSync(path, 'utf8')).join('');
    const lines = written.split('\n').length - 1;
    await until('all lines to be read', () => opened.collector.counts.lines === lines);
    expect(opened.refusals).toEqual([]);
    expect(opened.collector.counts.batches).toMatchObject({ incomplete: 0, unbracketed: 0 });
  });

  test('--file.truncate-above with a file that rsyslogd writes to', async () => {
    const dir = tempDir();
    const file = join(dir, 'stats.log');
    await using opened = await open(`file:${file}`, { options: { fileTruncateAboveBytes: 500 } });
    await startRsyslogd({
      dir,
      config: `
        module(load="impstats" interval="3" format="json" bracketing="on" log.file="${file}" log.syslog="off")
        action(type="omfile" file="${join(dir, 'messages')}")`,
    });
    await opened.untilComplete(2);
    expect(opened.log.join('\n')).toContain('info truncated the statistics file');
    expect(opened.refusals).toEqual([]);
    expect(opened.collector.counts.batches).toMatchObject({ complete: 2, incomplete: 0, unbracketed: 0 });
  });
});
