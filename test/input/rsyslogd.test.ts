// Real rsyslogd, every format, every way in: log.file that is followed, and omfwd over UDP and over TCP in both framings.
import { readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { freePort } from '../peers/port.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { open, type Opened } from './opened.ts';

const FORMATS = ['json', 'cee', 'legacy', 'json-elasticsearch'];

/** Names and origins of the objects of the last batch, without those that depend on the machine. */
function objectsOf({ batches }: Opened): string[] {
  const records = batches.findLast(({ result }) => result === 'complete')?.records ?? [];
  return records.map(({ shape }) => `${shape.name} ${shape.origin}`).toSorted();
}

describeWith(['rsyslogd'], 'real rsyslogd', () => {
  test.each(FORMATS)('%s over file, udp and tcp', async (format) => {
    const dir = tempDir();
    const file = join(dir, 'stats.log');
    const [udp, lines, counted] = [await freePort(), await freePort(), await freePort()];
    await using fromFile = await open(`file:${file}`);
    await using fromUdp = await open(`udp://127.0.0.1:${udp}`);
    await using fromLines = await open(`tcp://127.0.0.1:${lines}`);
    await using fromCounted = await open(`tcp://127.0.0.1:${counted}`);
    await using rsyslogd = await startRsyslogd({
      dir,
      config: `
        module(load="impstats" interval="1" format="${format}" bracketing="on" log.file="${file}"
               log.syslog="on" ruleset="stats")
        ruleset(name="stats" queue.type="LinkedList" queue.timeoutEnqueue="0") {
          action(name="udp" type="omfwd" target="127.0.0.1" port="${udp}" protocol="udp")
          action(name="lines" type="omfwd" target="127.0.0.1" port="${lines}" protocol="tcp")
          action(name="counted" type="omfwd" target="127.0.0.1" port="${counted}" protocol="tcp"
                 TCP_Framing="octet-counted")
        }`,
    });
    const all = [fromFile, fromUdp, fromLines, fromCounted];
    for (const opened of all) await opened.untilComplete(2);
    for (const opened of all) {
      expect(opened.refusals).toEqual([]);
      expect(opened.oddities.framing_error).toBe(0);
      expect(opened.collector.counts.batches).toMatchObject({ incomplete: 0, unbracketed: 0 });
      expect(objectsOf(opened)).toEqual(objectsOf(fromFile));
    }
    for (const action of ['udp', 'lines', 'counted']) expect(objectsOf(fromFile)).toContain(`${action} core.action`);
    expect(rsyslogd.stderr()).not.toContain('error');
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
    expect(opened.log.join('\n')).toContain('info emptied the statistics file');
    expect(opened.refusals).toEqual([]);
    expect(opened.collector.counts.batches).toMatchObject({ complete: 2, incomplete: 0, unbracketed: 0 });
  });
});
