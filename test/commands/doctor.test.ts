// The command around the checks: what is printed, in which order, and the exit codes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../peers/temp.ts';
import { doctor, findings } from '../doctor/examine-node.ts';

function files(): { dir: string; flags: string[] } {
  const dir = tempDir();
  writeFileSync(join(dir, 'rsyslog.conf'), '*.* /var/log/all\n$ModLoad imuxsock\n');
  const places = ['--rsyslog-conf', join(dir, 'rsyslog.conf'), '--pid-file', join(dir, 'pid'), '--rsyslogd', '/absent'];
  return { dir, flags: [...places, '--textfile', join(dir, 'x.prom')] };
}

test('prints what needs action first, each with a fix, then what could not be examined', async () => {
  const { dir, flags } = files();
  const { code, stdout, stderr } = await doctor(flags);
  expect(stdout.split('\n').map((line) => line.replaceAll(dir, 'DIR').slice(0, 60))).toEqual([
    'FAIL  impstats: neither DIR/rsyslog.conf nor its includes lo',
    '      fix: Generate the configuration with "rsyslog-pstat ge',
    'FAIL  rsyslogd: no process found (searched: DIR/pid)',
    '      fix: Start it, as with "systemctl start rsyslog"; "jou',
    'FAIL  textfile: DIR/x.prom cannot be read: ENOENT: no such f',
    '      fix: Check that the exporter runs with this --output a',
    'SKIP  configuration: there is no rsyslogd to test the config',
    'SKIP  names: there are no statistics in which to look for th',
    '',
  ]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('--format json has the findings in the order of causes', async () => {
  const { found, code } = await findings(files().flags);
  expect(found.map(({ severity, check }) => `${severity} ${check}`)).toEqual([
    'SKIP configuration',
    'FAIL impstats',
    'FAIL rsyslogd',
    'FAIL textfile',
    'SKIP names',
  ]);
  expect(code).toBe(1);
});

test.each([
  [['--settings', '/absent.yaml'], /--settings \/absent.yaml: cannot be read/],
  [['--metrics-url', 'nonsense'], /--metrics-url nonsense: must be a URL/],
  [['--interval', '0'], /from 1s to 1d/],
])('%j is a usage error', async (flags, message) => {
  const { code, stderr, stdout } = await doctor([...files().flags, ...flags]);
  expect(stderr).toMatch(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a setting of the wrong kind is shown with its place', async () => {
  const { dir, flags } = files();
  const settings = join(dir, 'settings.yaml');
  writeFileSync(settings, 'action: 5\nqueues: []\n');
  const { code, stderr } = await doctor([...flags, '--settings', settings]);
  expect(stderr).toMatch(/settings.yaml:1:9: action: .*\n.*settings.yaml:2:9: queues/);
  expect(code).toBe(2);
});

test('a wrong setting that the doctor does not need is a warning', async () => {
  const { dir, flags } = files();
  const settings = join(dir, 'settings.yaml');
  writeFileSync(settings, 'action: siem\ndashboard: {titel: Logs}\nthresholds: {statisticsAge: 1m}\n');
  const { code, stderr } = await doctor([...flags, '--settings', settings]);
  expect(stderr).toBe(
    `warning: ${settings}:2:13: dashboard.titel: unknown key, did you mean "title"?\n` +
      `warning: ${settings}:3:29: thresholds.statisticsAge: must be at least 2m: with one report and one scrape between them, healthy statistics get that old, found "1m"\n`,
  );
  expect(code).toBe(1);
});
