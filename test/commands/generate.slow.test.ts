// `rsyslog-pstat generate` in a folder: writes, compares, prints; and says what is wrong with how it is called.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { artifacts } from '../../src/generate/artifacts.ts';
import { settingsByUse } from '../../src/generate/settings/by-use.ts';
import type { SettingsInput } from '../../src/generate/settings/settings.ts';
import { tempDir } from '../peers/temp.ts';
import { generate } from './generate-command.ts';
import { VARIANTS } from '../generate/variants.ts';

const RULES = 'rules/rsyslog-pstat.rules.yaml';
const RUNBOOK = 'rules/README.md';
const ALL = artifacts(settingsByUse());
const DEFAULTS: ReadonlyMap<string, string> = new Map(ALL.map(({ path, content }) => [path, content()]));

function filesIn(dir: string): ReadonlyMap<string, string> {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(dir, path)).isFile(),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(dir, path), 'utf8')]));
}

/** A folder with everything as it is generated with the defaults. */
function generated(): string {
  const dir = tempDir();
  for (const [path, content] of DEFAULTS) put(dir, path, content);
  return dir;
}

function put(dir: string, path: string, content: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), content);
}

function settingsFile(settings: SettingsInput | string): string {
  const file = join(tempDir(), 'settings.yaml');
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return file;
}

describe('generate', () => {
  test('writes everything, and nothing else', async () => {
    const dir = join(tempDir(), 'not', 'there');
    expect(await generate('--out', dir)).toEqual({
      code: 0,
      stdout: '',
      stderr: `${DEFAULTS.size} files written, 0 were up to date\n`,
    });
    expect(filesIn(dir)).toEqual(new Map([...DEFAULTS].sort(([a], [b]) => (a < b ? -1 : 1))));
  });

  test.each(['rules', 'tests', 'alertmanager', 'dashboards', 'kubernetes'] as const)(
    '%s writes only these',
    async (kind) => {
      const dir = tempDir();
      const expected = ALL.filter((one) => one.kind === kind).map(({ path }) => path);
      expect((await generate(kind, '--out', dir)).code).toBe(0);
      expect(expected.length).toBeGreaterThan(0);
      expect([...filesIn(dir).keys()]).toEqual(expected.sort());
    },
  );

  test('replaces what differs, leaves what does not untouched, and knows nothing about other files', async () => {
    const dir = generated();
    put(dir, RULES, 'groups: []\n');
    put(dir, 'rules/mine.rules.yaml', 'groups: []\n');
    const before = statSync(join(dir, RUNBOOK), { bigint: true });
    expect(await generate('rules', '--out', dir)).toEqual({
      code: 0,
      stdout: '',
      stderr: '1 file written, 1 was up to date\n',
    });
    expect(filesIn(dir)).toEqual(
      new Map([...DEFAULTS, ['rules/mine.rules.yaml', 'groups: []\n'] as const].sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    const after = statSync(join(dir, RUNBOOK), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test('warns about files that it once made and does not make any more, and keeps them', async () => {
    const dir = generated();
    const { stderr } = await generate('--out', dir, '--settings', settingsFile({ packs: { audit: false } }));
    expect(stderr).toContain('warning: rules/tests/audit.test.yaml is no longer generated; delete it\n');
    expect(filesIn(dir).has('rules/tests/audit.test.yaml')).toBe(true);
  });

  test('writes nothing at all when something cannot be made', async () => {
    const dir = tempDir();
    const settings = settingsFile({ dashboard: { title: 'x'.repeat(300_000) } });
    const { code, stderr } = await generate('--out', dir, '--settings', settings);
    expect(stderr).toMatch(
      /^error: dashboards\/kubernetes\/rsyslog-stats\.config-map\.yaml: ConfigMap shoot-rsyslog-relp-dashboards has \d+ bytes, "kubectl apply" takes at most 262144\n$/,
    );
    expect(code).toBe(2);
    expect(filesIn(dir)).toEqual(new Map());
  });

  test('follows no link below the folder, says which files it therefore cannot write, and writes the others', async () => {
    const dir = generated();
    const elsewhere = tempDir();
    put(dir, RULES, 'old');
    rmSync(join(dir, 'rules/tests'), { recursive: true });
    symlinkSync(elsewhere, join(dir, 'rules/tests'));
    const { code, stdout, stderr } = await generate('--out', dir);
    const tests = [...DEFAULTS.keys()].filter((path) => path.startsWith('rules/tests/'));
    expect({ code, stdout, stderr: stderr.trimEnd().split('\n') }).toEqual({
      code: 2,
      stdout: '',
      stderr: tests.map((path) => `error: --out: cannot write ${path}: ${dir}/rules/tests is a link, not a folder`),
    });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(readFileSync(join(dir, RULES), 'utf8')).toBe(DEFAULTS.get(RULES));
  });

  test.each([[], ['--check']])('reads no link in the place of a file: %j', async (...flags) => {
    const dir = generated();
    rmSync(join(dir, RULES));
    symlinkSync('/etc/hostname', join(dir, RULES));
    expect(await generate('rules', '--out', dir, ...flags)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: --out: cannot read ${dir}: ${RULES}: it is a symbolic link, not a regular file\n`,
    });
  });

  test('ends when the folder cannot be made', async () => {
    expect(await generate('--out', '/proc/x/y')).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: --out: cannot make /proc/x/y: ENOENT: no such file or directory, mkdir '/proc/x'\n",
    });
  });

  test('a temporary file of a run that was killed is no generated file', async () => {
    const dir = generated();
    put(dir, 'rules/.rsyslog-pstat-0123456789abcdef.tmp', DEFAULTS.get(RULES) ?? '');
    expect(await generate('--check', '--out', dir)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each(['rules', 'rules/tests'])('says that %s is no folder', async (path) => {
    const dir = generated();
    rmSync(join(dir, path), { recursive: true });
    put(dir, path, 'a file where a folder belongs');
    const { code, stdout, stderr } = await generate('--out', dir);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: --out: cannot read \S+: .*ENOTDIR/);
  });
});

describe('generate --check', () => {
  test('is content with what generate has written', async () => {
    expect(await generate('--check', '--out', generated())).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('shows what differs, what is missing and what is not generated any more, and changes nothing', async () => {
    const dir = generated();
    const text = DEFAULTS.get(RULES) ?? '';
    put(dir, RULES, text.replace('> 0.02', '> 0.03'));
    rmSync(join(dir, 'rules/tests/audit.test.yaml'));
    put(dir, 'rules/old.rules.yaml', text);
    put(dir, 'dashboards/old.json', DEFAULTS.get('dashboards/plutono/rsyslog-stats.json') ?? '');
    put(dir, 'rules/mine.rules.yaml', 'groups: []\n');
    put(dir, 'elsewhere/old.rules.yaml', text);
    const before = filesIn(dir);
    const expr = /^ +expr: .*> 0\.02$/m.exec(text)?.[0] ?? '';
    const { code, stdout, stderr } = await generate('--check', '--out', dir);
    expect(stdout.split('\n')).toEqual([
      `--- ${RULES}\tfound`,
      `+++ ${RULES}\tgenerated`,
      '@@ -3,7 +3,7 @@',
      '   - name: rsyslog-relp.rules',
      '     rules:',
      '       - alert: RsyslogTooManyRelpActionFailures',
      `-${expr.replace('> 0.02', '> 0.03')}`,
      `+${expr}`,
      '         for: 15m',
      '         labels:',
      '           service: rsyslog-relp',
      'rules/tests/audit.test.yaml: is missing',
      'dashboards/old.json: is no longer generated; delete it',
      'rules/old.rules.yaml: is no longer generated; delete it',
      '',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '4 files out of step with the settings\n' });
    expect(filesIn(dir)).toEqual(before);
  });

  test('looks at the kinds that were asked for only', async () => {
    const dir = generated();
    for (const path of DEFAULTS.keys()) if (path.startsWith('dashboards/')) rmSync(join(dir, path));
    put(dir, 'dashboards/old.json', DEFAULTS.get('dashboards/plutono/rsyslog-stats.json') ?? '');
    put(dir, 'rules/kubernetes/old.yaml', DEFAULTS.get(RULES) ?? '');
    put(dir, 'rules/tests/old.test.yaml', DEFAULTS.get(RULES) ?? '');
    put(dir, 'rules/alertmanager-old.yaml', DEFAULTS.get(RULES) ?? '');
    expect(await generate('rules', '--check', '--out', dir)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await generate('alertmanager', '--check', '--out', dir)).stdout).toBe(
      'rules/alertmanager-old.yaml: is no longer generated; delete it\n',
    );
    expect((await generate('tests', '--check', '--out', dir)).stdout).toBe(
      'rules/tests/old.test.yaml: is no longer generated; delete it\n',
    );
    expect((await generate('kubernetes', '--check', '--out', dir)).stdout).toBe(
      'dashboards/kubernetes/rsyslog-stats.config-map.yaml: is missing\n' +
        'rules/kubernetes/old.yaml: is no longer generated; delete it\n',
    );
  });

  test.each([
    ['a missing newline at the end', (text: string) => text.trimEnd()],
    ['line ends of another system', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a blank at the end of a line', (text: string) => text.replace('\n', ' \n')],
    ['another order', (text: string) => text.split('\n').reverse().join('\n')],
    ['an empty file', () => ''],
  ])('notices %s', async (_what, change) => {
    const dir = generated();
    put(dir, RULES, change(DEFAULTS.get(RULES) ?? ''));
    const { code, stdout } = await generate('rules', '--check', '--out', dir);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^--- rules\/rsyslog-pstat\.rules\.yaml\tfound\n/);
  });

  test('cuts long lines', async () => {
    const dir = generated();
    const path = 'dashboards/kubernetes/rsyslog-stats.config-map.yaml';
    put(dir, path, (DEFAULTS.get(path) ?? '').replace('"title":"Rsyslog Stats"', '"title":"Other"'));
    const { code, stdout } = await generate('kubernetes', '--check', '--out', dir);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\+ {4}\{.{290,300}\.\.\. \(\d{5,} characters\)$/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(400);
  });
});

describe('generate --print', () => {
  test('prints a single file as it is', async () => {
    const dir = tempDir();
    expect(await generate('rules', '--print', '--out', dir)).toEqual({
      code: 0,
      stdout: DEFAULTS.get(RULES),
      stderr: '',
    });
    expect(filesIn(dir)).toEqual(new Map());
  });

  test('prints several as one stream of YAML documents, each under its name', async () => {
    const { stdout } = await generate('kubernetes', '--print');
    const expected = ALL.filter(({ kind }) => kind === 'kubernetes');
    const documents = [...parseAllDocuments(stdout)];
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    expect(documents.map((document) => document.toJS())).toEqual(expected.map(({ content }) => parse(content())));
    expect(stdout.match(/^# (?:rules|dashboards)\/.*/gm)).toEqual(expected.map(({ path }) => `# ${path}`));
  });
});

/** Keys of these are the user's. */
const FREE = new Set(['for', 'severities', 'alertLabels', 'queues', 'labels']);

/** @returns the lines with a setting that has no comment above it */
function uncommentedIn(settings: string): readonly string[] {
  const lines = settings.split('\n');
  let free: number | undefined;
  return lines.filter((line, index) => {
    const [, blanks, key = ''] = /^( *)(\w+):/.exec(line) ?? [];
    if (blanks === undefined) return false;
    if (free !== undefined && blanks.length > free) return false;
    free = FREE.has(key) ? blanks.length : undefined;
    return !lines[index - 1]?.trimStart().startsWith('# ');
  });
}

describe('generate --print-settings', () => {
  test('shows every setting that holds, each with a comment', async () => {
    const { code, stdout } = await generate('--print-settings');
    expect(code).toBe(0);
    const { for: pending, severities, ...rest } = parse(stdout);
    const { files, objects } = settingsByUse();
    const { flavour: _flavour, groupBy: _by, keepLabels: _keep, alertLabels: _labels, ...common } = files;
    const { datasource: _datasource, ...dashboard } = files.dashboard;
    expect(rest).toEqual({
      ...common,
      for: undefined,
      severities: undefined,
      kubernetes: objects.kubernetes,
      dashboard,
    });
    expect(pending).toMatchObject({ RsyslogTooManyRelpActionFailures: '15m' });
    expect(severities).toMatchObject({ RsyslogTooManyRelpActionFailures: 'warning' });
    expect(uncommentedIn(stdout)).toEqual([]);
  });

  test.each(Object.entries(VARIANTS))('what it prints makes the same files again: %s', async (_title, given) => {
    const { stdout } = await generate('--print-settings', '--settings', settingsFile(given));
    const printed = settingsFile(stdout);
    const again = await generate('rules', '--print', '--settings', printed);
    expect(again).toEqual(await generate('rules', '--print', '--settings', settingsFile(given)));
    expect(again.stdout).toMatch(/^# Generated by "rsyslog-pstat generate"/);
    expect((await generate('--print-settings', '--settings', printed)).stdout).toBe(stdout);
  });
});

describe('generate without a flavour', () => {
  const contentOf = (path: string) => DEFAULTS.get(path) ?? '';

  test.each([
    [RULES, 'by (instance, node'],
    ['dashboards/grafana/rsyslog-stats.json', 'by (instance, node'],
    ['rules/tests/delivery.test.yaml', 'instance="node-1'],
    ['rules/kubernetes/prometheus-rule.yaml', 'by (node'],
    ['dashboards/plutono/rsyslog-stats.json', 'by (node'],
    ['dashboards/kubernetes/rsyslog-stats.config-map.yaml', 'by (node'],
  ])('%s has %s', (path, text) => expect(contentOf(path)).toContain(text));

  test.each([RULES, RUNBOOK, 'dashboards/grafana/rsyslog-stats.json', 'rules/alertmanager-inhibit.yaml'])(
    '%s has nothing that only Gardener has',
    (path) => expect(contentOf(path)).not.toMatch(/shoot|gardener|\bvali\b|node-details/),
  );

  test('nothing has the address of a place that does not exist', () => {
    for (const [path, content] of DEFAULTS) expect(content, path).not.toMatch(/https?:\/\/[\w.]*example|runbook_url/);
  });

  test('a flavour that the settings name holds for everything', async () => {
    for (const flavour of ['gardener', 'prometheus-operator'] as const) {
      const { stdout } = await generate('rules', '--print', '--settings', settingsFile({ flavour }));
      expect(stdout).toContain('by (node');
      expect(stdout).not.toMatch(/by \(instance|labels\.instance/);
    }
  });

  test('settings that follow from the flavour are printed as comments, for both', async () => {
    const { stdout } = await generate('--print-settings');
    const both = (one: string, other: string) =>
      `# Rule file, tests, Grafana dashboard:\n${one}\n# Kubernetes objects, Plutono dashboard:\n${other}\n`;
    expect(stdout).toContain(both('# flavour: plain', '# flavour: gardener'));
    expect(stdout).toContain(both('# groupBy: instance', '# groupBy: node'));
    expect(stdout).toContain(both('# keepLabels:\n#   - node', '# keepLabels: []'));
    const indented = both('# datasource: default', '# datasource: prometheus').replaceAll(/^(?=.)/gm, '  ');
    expect(stdout).toContain(indented);
    expect((await generate('--print-settings', '--settings', settingsFile({ flavour: 'plain' }))).stdout).toMatch(
      /^flavour: plain$/m,
    );
  });
});

describe('generate --settings', () => {
  test.each(['', '# nothing\n', '{}\n', '---\n'])(
    'takes a file with nothing in it as the defaults: %j',
    async (text) => {
      const { stdout } = await generate('rules', '--print', '--settings', settingsFile(text));
      expect(stdout).toBe(DEFAULTS.get(RULES));
    },
  );

  test('has an effect', async () => {
    const { stdout } = await generate('rules', '--print', '--settings', settingsFile({ action: 'siem' }));
    expect(stdout).toContain('rsyslog_pstat_failed{origin="core.action", name="siem"}');
    expect(stdout).not.toContain('name="rsyslog-relp"');
  });

  test('says that the file is not there', async () => {
    expect(await generate('--settings', 'not-there.yaml')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "error: --settings not-there.yaml: cannot be read: ENOENT: no such file or directory, open 'not-there.yaml'\n",
    });
  });
});

describe('generate refuses', () => {
  test.each([
    [
      ['everything'],
      'error: argument everything: must be one of rules, tests, alertmanager, dashboards, kubernetes, all\n',
    ],
    [['--check', '--print'], 'error: --check and --print cannot be used together\n'],
    [['--check', '--print-settings'], 'error: --check and --print-settings cannot be used together\n'],
    [['--print', '--print-settings'], 'error: --print and --print-settings cannot be used together\n'],
    [['rules', 'tests'], 'error: unexpected argument tests\n'],
    [
      ['rule', 'tests', '--check', '--print', '--settings', '/'],
      expect.stringMatching(/^error: --check and --print .*\nerror: --settings \/: cannot be read: .*\n$/),
    ],
    [['--chek', 'rules'], 'error: unknown option --chek, did you mean --check?\n'],
  ])('%j', async (args, stderr) => {
    expect(await generate(...args)).toEqual({ code: 2, stdout: '', stderr });
  });

  test('Kubernetes objects for a Prometheus without Kubernetes', async () => {
    const dir = tempDir();
    const settings = settingsFile({ flavour: 'plain' });
    expect(await generate('kubernetes', '--out', dir, '--settings', settings)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: with the flavour plain there is nothing of the kind "kubernetes"\n',
    });
    expect((await generate('--out', dir, '--settings', settings)).code).toBe(0);
    expect([...filesIn(dir).keys()].filter((path) => path.includes('kubernetes'))).toEqual([]);
  });
});

test('generate rsyslog has other flags', async () => {
  const out = join(tempDir(), 'audit.conf');
  const result = await generate('rsyslog', '--relp-config', 'test/fixtures/relp-config/shoot-full.yaml', '--out', out);
  expect(result).toEqual({
    code: 0,
    stdout: '',
    stderr:
      'warning: test/fixtures/relp-config/shoot-full.yaml: rebindInterval is a number of messages, not of seconds\n',
  });
  expect(readFileSync(out, 'utf8')).toBe(readFileSync('test/golden/relp-config/shoot-full.conf', 'utf8'));
});

test('generate rsyslog writes through no link', async () => {
  const dir = tempDir();
  put(dir, 'victim', 'secret');
  symlinkSync('victim', join(dir, 'audit.conf'));
  const flags = ['--relp-config', 'test/fixtures/relp-config/shoot-full.yaml', '--out', join(dir, 'audit.conf')];
  expect(await generate('rsyslog', ...flags)).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: --out ${dir}/audit.conf: cannot be replaced: it is a symbolic link, not a regular file\n`,
  });
  expect(readFileSync(join(dir, 'victim'), 'utf8')).toBe('secret');
});

test('what is committed is what is generated', async () => {
  const result = await generate('--check', '--out', '.');
  expect(result, 'run `npm run update`, then read `git diff`').toEqual({ code: 0, stdout: '', stderr: '' });
});
