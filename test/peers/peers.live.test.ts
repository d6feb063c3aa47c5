// The real programs, started through the harness: each does the one thing that the end-to-end tests need it for.
import { appendFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from './available.ts';
import { parseExposition } from './exposition.ts';
import { startNodeExporter } from './node-exporter.ts';
import { freePort, isBound } from './port.ts';
import { promtool, startPrometheus } from './prometheus.ts';
import { startRsyslogd } from './rsyslogd.ts';
import { tempDir } from './temp.ts';
import { until } from './until.ts';

const impstats = (dir: string) =>
  `module(load="impstats" interval="1" format="json" log.syslog="off" log.file="${dir}/stats.log")
   action(type="omfile" file="${dir}/all.log")`;

describeWith(['rsyslogd'], 'rsyslogd', () => {
  test('writes statistics every second, reopens its file on HUP and is gone after stop', async () => {
    const dir = tempDir();
    const stats = join(dir, 'stats.log');
    const rsyslogd = await startRsyslogd({ dir, config: impstats });
    expect(rsyslogd.stderr()).toBe('');
    await until('statistics', () => existsSync(stats) && readFileSync(stats, 'utf8').includes('"resource-usage"'));
    renameSync(stats, `${stats}.1`);
    rsyslogd.hup();
    await until('a new file', () => existsSync(stats) && statSync(stats).size > 0);
    expect(await rsyslogd.stop()).toEqual({ code: 0, signal: null });
    expect(existsSync(`/proc/${rsyslogd.pid}`)).toBe(false);
  });

  test('a port that it is to listen on is bound once it counts as up', async () => {
    const port = await freePort();
    const config = (dir: string) =>
      `module(load="imptcp")
       input(type="imptcp" address="127.0.0.1" port="${port}")
       action(type="omfile" file="${dir}/all.log")`;
    await using rsyslogd = await startRsyslogd({ dir: tempDir(), config, listens: [{ protocol: 'tcp', port }] });
    expect(await isBound('tcp', port)).toBe(true);
    expect(await rsyslogd.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('a configuration that it cannot run with is shown with its own words', async () => {
    const config = 'module(load="nosuchmodule")';
    await expect(startRsyslogd({ dir: tempDir(), config })).rejects.toThrow(/nosuchmodule/);
  });
});

describeWith(['rsyslogd', 'isRoot'], 'rsyslogd of another root folder', () => {
  test('runs through chroot with paths as it sees them', async () => {
    const dir = tempDir();
    await using _ = await startRsyslogd({ dir, chroot: '/', config: impstats });
    await until('statistics', () => existsSync(join(dir, 'stats.log')));
  });

  test('refuses a folder outside', async () => {
    const options = { dir: tempDir(), chroot: tempDir(), config: '' };
    await expect(startRsyslogd(options)).rejects.toThrow('is not inside of');
  });
});

describeWith(['nodeExporter', 'prometheus'], 'node-exporter and Prometheus', () => {
  test('a series in a .prom file can be queried, and its alert fires', async () => {
    const textfileDir = tempDir();
    writeFileSync(
      join(textfileDir, 'probe.prom'),
      '# HELP probe Of the harness.\n# TYPE probe gauge\nprobe{x="é\\"\\n"} 42\n',
    );
    await using exporter = await startNodeExporter({ textfileDir });
    const families = parseExposition(await exporter.metrics());
    expect(families.get('probe')?.samples).toEqual([{ name: 'probe', labels: new Map([['x', 'é"\n']]), value: '42' }]);
    expect(families.get('node_textfile_scrape_error')?.samples[0]?.value).toBe('0');

    const dir = tempDir();
    const rules = join(dir, 'rules.yml');
    writeFileSync(
      rules,
      'groups: [{ name: g, rules: [{ alert: Probe, expr: probe == 42, labels: { severity: info } }] }]',
    );
    await using prometheus = await startPrometheus({
      dir,
      scrapes: [{ job: 'node', target: exporter.target }],
      ruleFiles: [rules],
    });
    await prometheus.untilScraped();
    const [series] = await until('the series', async () => {
      const result = await prometheus.query('probe');
      return result.length === 1 && result;
    });
    expect(series?.metric).toEqual({ __name__: 'probe', x: 'é"\n', job: 'node', instance: exporter.target });
    expect(series?.value[1]).toBe('42');
    const now = series?.value[0] as number;
    expect(await prometheus.queryRange('probe', now, now + 1, 1)).not.toEqual([]);
    await until('the alert', async () => (await prometheus.alerts()).some(({ state }) => state === 'firing'));
    await expect(prometheus.query('probe{')).rejects.toThrow('parse error');
  });

  test('a file that node-exporter refuses is named in its log', async () => {
    const textfileDir = tempDir();
    const file = join(textfileDir, 'bad.prom');
    writeFileSync(file, 'probe 1');
    appendFileSync(file, ' oops\n');
    await using exporter = await startNodeExporter({ textfileDir });
    expect(parseExposition(await exporter.metrics()).get('node_textfile_scrape_error')?.samples[0]?.value).toBe('1');
    expect(exporter.stderr()).toContain('bad.prom');
  });
});

describeWith(['promtool'], 'promtool', () => {
  test('accepts good text and explains bad text', async () => {
    const metrics = '# HELP a_total Text.\n# TYPE a_total counter\na_total 1\n';
    expect(await promtool(['check', 'metrics'], metrics)).toEqual({ code: 0, stdout: '', stderr: '' });
    const bad = await promtool(['check', 'metrics'], 'a{ 1\n');
    expect(bad.code).not.toBe(0);
    expect(bad.stderr).toContain('line 1');
  });
});
