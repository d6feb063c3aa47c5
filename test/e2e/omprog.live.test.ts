// What is particular to being rsyslog's own child: lines that rsyslog cut, confirmations, and an rsyslogd that dies.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { parseExposition } from '../peers/exposition.ts';
import { freePort } from '../peers/port.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { TEXTFILE } from './collector.ts';
import { COMMAND } from './program.ts';
import { statisticsConfig, tcpInput } from './rsyslog-config.ts';
import { refusals, selfValue, seriesId, valueOf, type Families } from './series.ts';
import { readBatches } from './statistics.ts';
import { message, sendTcp } from './traffic.ts';

const read = (dir: string): Families => parseExposition(readFileSync(join(dir, TEXTFILE), 'utf8'));

const complete = (families: Families): number => selfValue(families, 'batches_total', { result: 'complete' });

describeWith(['rsyslogd'], 'as a child of omprog', () => {
  test('a bucket of 3,000 keys, cut at 8 KiB by rsyslog: what arrived is exported, and the cut is counted', async () => {
    const dir = tempDir();
    const port = await freePort();
    const keys = Array.from({ length: 3_000 }, (_, i) => `key-${String(i).padStart(4, '0')}`);
    const statistics = join(dir, 'impstats.log');
    await using _ = await startRsyslogd({
      dir,
      listens: [{ protocol: 'tcp', port }],
      config: `
        ${statisticsConfig({
          command: `${COMMAND} textfile --output ${join(dir, TEXTFILE)}`,
          impstats: `log.file="${statistics}"`,
        })}
        ${tcpInput(port)}
        dyn_stats(name="many" resettable="off" maxCardinality="5000")
        ruleset(name="in") { set $.x = dyn_inc("many", $programname); }`,
    });
    await sendTcp(
      port,
      keys.map((key) => message(key)),
    );
    const inBucket = (counter: string): string =>
      seriesId('rsyslog_pstat_dynstats', { name: 'many', origin: 'dynstats.bucket', counter });
    await until('a batch with all keys', () => {
      const last = readBatches(statistics).at(-1);
      return keys.every((key) => last?.get(inBucket(key)) === '1');
    });
    const cuts = (families: Families): number => refusals(families)['truncated'] ?? 0;
    const before = await until('the first cut line', () => cuts(read(dir)) > 0 && read(dir));
    const after = await until('two more batches', () => complete(read(dir)) >= complete(before) + 2 && read(dir));
    expect(cuts(after) - cuts(before)).toBe(complete(after) - complete(before));
    expect(refusals(after)).toEqual({ truncated: cuts(after) });
    expect(selfValue(after, 'batches_total', { result: 'incomplete' })).toBe(0);

    const samples = after.get('rsyslog_pstat_dynstats')?.samples ?? [];
    // Each of them takes 15 of the 8,096 bytes, behind a head of about 60.
    expect(samples.length).toBeGreaterThan(500);
    expect(samples.length).toBeLessThan(8_096 / 15);
    const sent = new Set(keys);
    const strange = samples.filter(({ labels, value }) => value !== '1' || !sent.has(labels.get('counter') ?? ''));
    expect(strange).toEqual([]);
  });

  test('with confirmMessages="on" each line is confirmed, and rsyslog does not wait', async () => {
    const dir = tempDir();
    const statistics = join(dir, 'impstats.log');
    await using rsyslogd = await startRsyslogd({
      dir,
      config: statisticsConfig({
        command: `${COMMAND} textfile --confirm-messages --output ${join(dir, TEXTFILE)}`,
        impstats: `log.file="${statistics}"`,
        omprog: 'confirmMessages="on"',
      }),
    });
    const last = await until('five batches', () => complete(read(dir)) >= 5 && read(dir));
    // The one that is being written may be behind.
    expect(readBatches(statistics).length - complete(last)).toBeLessThanOrEqual(1);
    const child = { name: 'rsyslog-pstat', origin: 'core.action' };
    expect(valueOf(last, 'rsyslog_pstat_failed', child)).toBe('0');
    expect(valueOf(last, 'rsyslog_pstat_suspended', child)).toBe('0');
    expect(Number(valueOf(last, 'rsyslog_pstat_processed', child))).toBeGreaterThan(20);
    expect(valueOf(last, 'rsyslog_pstat_discarded_full', { name: 'process_stats', origin: 'core.queue' })).toBe('0');
    expect(rsyslogd.stderr()).toBe('');
    // Ends of itself when rsyslogd closes the pipe: rsyslogd would wait for it otherwise.
    expect(await rsyslogd.stop({ deadlineMs: 4_000 })).toEqual({ code: 0, signal: null });
  });

  test('SIGKILL of rsyslogd: the child writes a last time and ends well, and the next rsyslogd goes on', async () => {
    const dir = tempDir();
    const child = join(dir, 'child');
    const exitCode = join(dir, 'exit-code');
    const command = `${COMMAND} textfile --output ${join(dir, TEXTFILE)}`;
    writeFileSync(child, `#!/bin/sh\n${command} 2>> ${join(dir, 'child.log')}\necho $? > ${exitCode}\n`);
    chmodSync(child, 0o755);
    const options = { dir, config: statisticsConfig({ command: child }) };
    const first = await startRsyslogd(options);
    await until('two batches', () => complete(read(dir)) >= 2);
    await first.kill();
    await until('the end of the child', () => existsSync(exitCode) && readFileSync(exitCode, 'utf8') === '0\n');
    const left = read(dir);
    expect(refusals(left)).toEqual({});
    const writtenAt = selfValue(left, 'last_batch_timestamp_seconds');

    await using _ = await startRsyslogd(options);
    const next = await until('the next rsyslogd', () => {
      const now = read(dir);
      return selfValue(now, 'last_batch_timestamp_seconds') > writtenAt && complete(now) >= 1 && now;
    });
    expect(refusals(next)).toEqual({});
    expect(readFileSync(join(dir, 'child.log'), 'utf8')).not.toMatch(/level=(warn|error)/);
  });
});
