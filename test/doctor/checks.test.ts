// What the checks conclude from facts: one table, each row a healthy node with one fault. Whole lists of findings are compared.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { NodeFacts } from '../../src/doctor/facts/facts.ts';
import { readStatements } from '../../src/rainerscript/read.ts';
import { CHECKS, examine, needsAction } from '../../src/doctor/index.ts';
import { printChecks } from '../../src/doctor/print.ts';
import { parseSamples } from '../../src/exposition/parse.ts';

const NOW = 1_800_000_000_000;

const CONFIG = `
module(load="impstats" interval="60" format="json" resetCounters="off" bracketing="on" ruleset="stats")
ruleset(name="stats" queue.type="LinkedList" queue.timeoutEnqueue="0") {
  action(type="omprog" binary="/usr/bin/rsyslog-pstat textfile --output /t/r.prom")
}
action(type="omrelp" name="rsyslog-relp" queue.type="LinkedList" action.resumeRetryCount="-1")`;

const TEXT = `# HELP rsyslog_pstat_processed Messages.
# TYPE rsyslog_pstat_processed counter
rsyslog_pstat_processed{name="rsyslog-relp",origin="core.action"} 5
rsyslog_pstat_size{name="rsyslog-relp queue",origin="core.queue"} 0
rsyslog_pstat_exporter_last_batch_timestamp_seconds ${NOW / 1000 - 30}
rsyslog_pstat_exporter_rejected_lines_total{reason="truncated"} 0
`;

const SERVED = `node_textfile_scrape_error 0
node_textfile_mtime_seconds{file="/t/r.prom"} ${NOW / 1000 - 30}
rsyslog_pstat_exporter_build_info{version="1"} 1
`;

interface Node extends Partial<Omit<NodeFacts, 'configuration' | 'statistics' | 'textfile'>> {
  readonly config?: string;
  readonly changedAt?: number;
  readonly problems?: readonly string[];
  readonly text?: string;
  readonly file?: Partial<NonNullable<NodeFacts['textfile']>> | null;
}

function node({
  config = CONFIG,
  text = TEXT,
  changedAt = 0,
  problems = [],
  file = {},
  ...rest
}: Node = {}): NodeFacts {
  const base = { path: '/t/r.prom', mode: 0o644, modifiedAt: NOW - 30_000, text, leftovers: [], others: [] };
  const samples = [...parseSamples(text)];
  return {
    now: NOW,
    expected: { action: 'rsyslog-relp', queues: ['rsyslog-relp queue'] },
    configuration: {
      path: '/etc/rsyslog.conf',
      statements: readStatements(config, '/etc/rsyslog.conf'),
      problems,
      changedAt,
    },
    configTest: { isAccepted: true, complaints: [] },
    daemon: { pid: 7, startedAt: NOW - 3_600_000, searched: '/run/rsyslogd.pid' },
    exporter: { pid: 8, isStopped: false, flags: ['textfile', '--output', '/t/r.prom'] },
    child: { program: '/usr/bin/rsyslog-pstat', isExecutable: true, flags: ['textfile', '--output', '/t/r.prom'] },
    textfile: file === null ? undefined : { ...base, ...file },
    nodeExporter: { url: 'http://n/metrics', text: SERVED },
    statistics: samples.length > 0 ? { from: '/t/r.prom', samples } : undefined,
    ...rest,
  };
}

/** `SEVERITY check: start of the sentence` of every finding that needs action. */
const told = (facts: NodeFacts): string[] =>
  examine(facts)
    .filter(needsAction)
    .map(({ severity, check, what }) => `${severity} ${check}: ${what}`);

const edit = (from: string | RegExp, to: string) => CONFIG.replace(from, to);
const page = (text: string) => ({ url: 'http://n/metrics', text });
const flags = (...more: readonly string[]) => ({ pid: 8, isStopped: false, flags: ['textfile', ...more] });

test('a healthy node: each check is OK, and nothing needs action', () => {
  expect(examine(node()).map(({ severity, check }) => `${severity} ${check}`)).toEqual([
    'OK configuration',
    'OK impstats',
    'OK statistics-path',
    'OK rsyslogd',
    'OK collector',
    'OK statistics',
    'OK textfile',
    'OK other-textfiles',
    'OK node-exporter',
    'OK rejected-lines',
    'OK names',
    'OK retries',
  ]);
});

test.each<{ title: string; facts: Node; told: readonly RegExp[] }>([
  {
    title: 'no configuration',
    facts: { config: '', problems: ['cannot read /etc/rsyslog.conf: no such file'] },
    told: [
      /^FAIL configuration: nothing can be examined: cannot read/,
      /^FAIL impstats: neither \/etc\/rsyslog.conf nor its includes load/,
    ],
  },
  {
    title: 'a missing include',
    facts: { problems: ['/x'] },
    told: [/^WARN configuration: a part is not examined: \/x/],
  },
  {
    title: 'a configuration that rsyslogd complains about',
    facts: { configTest: { isAccepted: true, complaints: ['a', 'b', 'c', 'd'] } },
    told: [/^WARN configuration: .*: a; b; c$/],
  },
  {
    title: 'legacy format',
    facts: { config: edit(' format="json"', '') },
    told: [/^WARN impstats: format is "legacy"/],
  },
  {
    title: 'the format without labels',
    facts: { config: edit('"json"', '"prometheus"') },
    told: [/^FAIL impstats: format is "prometheus"/],
  },
  {
    title: 'no brackets',
    facts: { config: edit(' bracketing="on"', '') },
    told: [/^WARN impstats: bracketing is off/],
  },
  {
    title: "rsyslog's default interval where the rules expect a minute",
    facts: {
      config: edit(' interval="60"', ''),
      expected: { action: 'rsyslog-relp', queues: [], intervalSeconds: 60 },
    },
    told: [/^FAIL impstats: the interval between two reports is 300 s .* expect 60 s/],
  },
  {
    title: 'reset counters that the exporter takes for totals',
    facts: { config: edit('resetCounters="off"', 'resetCounters="on"'), exporter: flags('--reset-counters', 'off') },
    told: [/^FAIL impstats: resetCounters is "on", but .* off: every counter/],
  },
  {
    title: 'totals that the exporter adds up',
    facts: { exporter: flags('--reset-counters=on') },
    told: [/^FAIL impstats: resetCounters is "off", but .* far too high/],
  },
  {
    title: 'statistics to a file and through the main queue',
    facts: { config: edit('ruleset="stats")', 'log.file="/s")') },
    told: [/^WARN statistics-path: .*through the main queue as well/],
  },
  {
    title: 'statistics to nowhere',
    facts: { config: edit('ruleset="stats")', 'log.syslog="off")') },
    told: [/^FAIL statistics-path: .*rsyslog writes no statistics$/],
  },
  {
    title: 'a ruleset that is not defined',
    facts: { config: edit('ruleset="stats")', 'ruleset="absent")') },
    told: [/^FAIL statistics-path: .*"absent", which is not defined/],
  },
  {
    title: 'a ruleset with a direct queue',
    facts: { config: edit('ruleset(name="stats" queue.type="LinkedList"', 'ruleset(name="stats" queue.type="Direct"') },
    told: [/^FAIL statistics-path: .*has no queue/],
  },
  {
    title: 'a configuration that is newer than the process',
    facts: { changedAt: NOW - 60_000 },
    told: [/^WARN rsyslogd: it has run for 60 min, the configuration was changed 60 s ago/],
  },
  {
    title: 'old statistics of a file, and thus of the textfile',
    facts: {
      statsFile: { path: '/s', modifiedAt: NOW - 600_000 },
      text: TEXT.replace(`${NOW / 1000 - 30}`, `${NOW / 1000 - 600}`),
    },
    told: [/^FAIL statistics: rsyslog last wrote to \/s 10 min ago/, /^FAIL statistics: the last report is 10 min old/],
  },
  {
    title: 'a statistics file that only root may read',
    facts: { statsFile: { path: '/s', error: 'EACCES: permission denied' } },
    told: [/^FAIL statistics: the statistics file \/s cannot be read: EACCES/],
  },
  {
    title: 'an endpoint that does not answer',
    facts: { file: null, text: '', endpoint: { url: 'http://e/', error: 'connect ECONNREFUSED' } },
    told: [/^FAIL statistics: the exporter does not answer at http:\/\/e\/: connect/],
  },
  {
    title: 'an endpoint without a report yet',
    facts: { file: null, text: '', endpoint: page('up 1\n') },
    told: [/^FAIL statistics: .*not received a report/],
  },
  {
    title: 'a missing textfile',
    facts: { file: { error: 'ENOENT' } },
    told: [/^FAIL textfile: \/t\/r.prom cannot be read: ENOENT/],
  },
  {
    title: 'a textfile that is no longer written',
    facts: { file: { modifiedAt: NOW - 300_000, leftovers: ['/t/.rsyslog-pstat-9.tmp'] } },
    told: [/^WARN textfile: a killed writer .*-9\.tmp/, /^FAIL textfile: .*last written 5 min ago/],
  },
  {
    title: 'the same series in another file',
    facts: {
      file: {
        others: [{ path: '/t/o.prom', text: 'rsyslog_pstat_size{origin="core.queue",name="rsyslog-relp queue"} 3\n' }],
      },
    },
    told: [/^FAIL other-textfiles: \/t\/o.prom has the same series as the textfile: rsyslog_pstat_size/],
  },
  {
    title: 'other families in another file',
    facts: { file: { others: [{ path: '/t/o.prom', text: '# HELP a A\na 1\n' }, { path: '/t/unreadable.prom' }] } },
    told: [],
  },
  {
    title: 'a page that node-exporter cannot make',
    facts: { nodeExporter: { url: 'http://n/metrics', error: 'status 500' } },
    told: [/^FAIL node-exporter: .*status 500/],
  },
  {
    title: 'a file that node-exporter refuses',
    facts: { nodeExporter: page(SERVED.replace('error 0', 'error 1')) },
    told: [/^FAIL node-exporter: a textfile is refused/],
  },
  {
    title: 'series that node-exporter drops',
    facts: { nodeExporter: page(SERVED.replace(/rsyslog_.*\n/, '')) },
    told: [/^FAIL node-exporter: the file is read, but its series are not served/],
  },
  {
    title: 'a folder of node-exporter that is a copy',
    facts: { nodeExporter: page(SERVED.replace(`${NOW / 1000 - 30}`, `${NOW / 1000 - 900}`)) },
    told: [/^FAIL node-exporter: the served file is 15 min old/],
  },
  {
    title: 'a bucket that keeps totals, and is added up',
    facts: { config: `${CONFIG}\ndyn_stats(name="b" resettable="off")`, exporter: flags('--reset-bucket=b=on') },
    told: [/^FAIL dynstats: the bucket "b" is not resettable .*=on/],
  },
  {
    title: 'cut lines and too many series',
    facts: {
      text: `${TEXT.replace('"truncated"} 0', '"truncated"} 4')}rsyslog_pstat_exporter_series_dropped_total{reason="sources"} 2\n`,
    },
    told: [
      /^WARN rejected-lines: lines rejected as "truncated" .*: 4$/,
      /^WARN rejected-lines: .* limit "sources": 2$/,
    ],
  },
  {
    title: 'a queue of the settings that no action has',
    facts: { expected: { action: 'rsyslog-relp', queues: ['rsyslog-relp queue', 'other queue'] } },
    told: [/^FAIL names: the rules select the queue "other queue", .* the report has "rsyslog-relp queue"$/],
  },
  {
    title: 'a number of retries',
    facts: { config: edit('"-1"', '"5"') },
    told: [/^WARN retries: the action "rsyslog-relp" .* has action.resumeRetryCount=5: messages are lost/],
  },
])('$title', ({ facts, told: expected }) => {
  expect(told(node(facts))).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

test('what cannot be examined is skipped, and needs no action', () => {
  const facts = node({
    configTest: undefined,
    text: '',
    file: null,
    nodeExporter: undefined,
    child: undefined,
    exporter: undefined,
  });
  expect(
    examine(facts)
      .filter(({ severity }) => severity === 'SKIP')
      .map(({ check }) => check),
  ).toEqual(['configuration', 'names']);
  expect(told(facts)).toEqual([]);
});

test('the name of a finding is the name of a file in src/doctor/checks', () => {
  const files = readdirSync('src/doctor/checks').map((file) => file.replace('.ts', ''));
  expect(CHECKS.map(({ id }) => id).sort()).toEqual(files.sort());
});

test('what a limit drops is mended with the flag of that limit', () => {
  const text = `${TEXT}rsyslog_pstat_exporter_series_dropped_total{reason="batch_size"} 1
rsyslog_pstat_exporter_series_dropped_total{reason="sources"} 1
rsyslog_pstat_exporter_series_dropped_total{reason="new"} 1
`;
  const fixes = examine(node({ text })).flatMap(({ check, fix }) => (check === 'rejected-lines' ? fix : []));
  expect(fixes).toEqual([
    expect.stringContaining('--max-batch-objects'),
    expect.stringContaining('--max-hosts'),
    'See "Limits" in docs/operation.md.',
  ]);
});

const unfilled = CHECKS.flatMap(({ id, messages }) =>
  Object.values(messages).map((message) => Object.assign({ id }, message)),
);

test.each(unfilled)('$id "$what" says what to do if there is something to do', ({ severity, fix }) => {
  expect(fix !== undefined).toBe(severity === 'FAIL' || severity === 'WARN');
});

test('docs/checks.md is what the checks say about themselves', () => {
  expect(readFileSync('docs/checks.md', 'utf8'), 'run `npm run update`').toBe(printChecks(CHECKS));
});
