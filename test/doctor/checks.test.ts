// What the doctor concludes from facts: one table, each row a healthy node but for one thing. Whole findings lists are compared.
import { expect, test } from 'vitest';
import type { Facts } from '../../src/doctor/facts/facts.ts';
import { readSamples } from '../../src/doctor/facts/samples.ts';
import { readStatements } from '../../src/rainerscript/read.ts';
import { examine, needsDoing } from '../../src/doctor/index.ts';

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

interface Node extends Partial<Omit<Facts, 'configuration' | 'statistics' | 'textfile'>> {
  readonly config?: string;
  readonly changedAt?: number;
  readonly problems?: readonly string[];
  readonly text?: string;
  readonly file?: Partial<NonNullable<Facts['textfile']>> | null;
}

function node({ config = CONFIG, text = TEXT, changedAt = 0, problems = [], file = {}, ...rest }: Node = {}): Facts {
  const base = { path: '/t/r.prom', mode: 0o644, modifiedAt: NOW - 30_000, text, leftovers: [], others: [] };
  const samples = readSamples(text);
  return {
    now: NOW,
    expected: { action: 'rsyslog-relp', queues: ['rsyslog-relp queue'] },
    configuration: {
      path: '/etc/rsyslog.conf',
      statements: readStatements(config, '/etc/rsyslog.conf'),
      problems,
      changedAt,
    },
    verdict: { isAccepted: true, complaints: [] },
    daemon: { pid: 7, startedAt: NOW - 3_600_000, lookedAt: '/run/rsyslogd.pid' },
    exporter: { pid: 8, isStopped: false, flags: ['textfile', '--output', '/t/r.prom'] },
    child: { program: '/usr/bin/rsyslog-pstat', isExecutable: true, flags: ['textfile', '--output', '/t/r.prom'] },
    textfile: file === null ? undefined : { ...base, ...file },
    nodeExporter: { url: 'http://n/metrics', text: SERVED },
    statistics: samples.length > 0 ? { from: '/t/r.prom', samples } : undefined,
    ...rest,
  };
}

/** `VERDICT check: start of the sentence` of everything that needs doing. */
const told = (facts: Facts): string[] =>
  examine(facts)
    .filter(needsDoing)
    .map(({ verdict, check, what }) => `${verdict} ${check}: ${what}`);

const edit = (from: string | RegExp, to: string) => CONFIG.replace(from, to);
const page = (text: string) => ({ url: 'http://n/metrics', text });
const flags = (...more: readonly string[]) => ({ pid: 8, isStopped: false, flags: ['textfile', ...more] });

test('a healthy node: each check has looked, and nothing needs doing', () => {
  expect(examine(node()).map(({ verdict, check }) => `${verdict} ${check}`)).toEqual([
    'OK configuration',
    'OK impstats',
    'OK statistics path',
    'OK rsyslogd',
    'OK collector',
    'OK statistics',
    'OK textfile',
    'OK other textfiles',
    'OK node-exporter',
    'OK rejected lines',
    'OK names',
    'OK retries',
  ]);
});

test.each<{ title: string; facts: Node; told: readonly RegExp[] }>([
  {
    title: 'no configuration',
    facts: { config: '', problems: ['cannot read /etc/rsyslog.conf: no such file'] },
    told: [/^FAIL configuration: cannot read/, /^FAIL impstats: the module is not loaded/],
  },
  { title: 'an include that is not there', facts: { problems: ['/x'] }, told: [/^WARN configuration: \/x/] },
  {
    title: 'a configuration that rsyslogd complains about',
    facts: { verdict: { isAccepted: true, complaints: ['a', 'b', 'c', 'd'] } },
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
    told: [/^FAIL impstats: a report comes every 300 s .* every 60 s/],
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
    told: [/^WARN statistics path: .*through the main queue as well/],
  },
  {
    title: 'statistics to nowhere',
    facts: { config: edit('ruleset="stats")', 'log.syslog="off")') },
    told: [/^FAIL statistics path: .*go nowhere/],
  },
  {
    title: 'a ruleset that is not defined',
    facts: { config: edit('ruleset="stats")', 'ruleset="absent")') },
    told: [/^FAIL statistics path: .*"absent", which is nowhere defined/],
  },
  {
    title: 'a ruleset with a direct queue',
    facts: { config: edit('ruleset(name="stats" queue.type="LinkedList"', 'ruleset(name="stats" queue.type="Direct"') },
    told: [/^FAIL statistics path: .*no queue of its own/],
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
    told: [/^FAIL statistics: .*not had a single report/],
  },
  {
    title: 'a textfile that is not there',
    facts: { file: { error: 'ENOENT' } },
    told: [/^FAIL textfile: \/t\/r.prom cannot be read: ENOENT/],
  },
  {
    title: 'a textfile that is not written any more',
    facts: { file: { modifiedAt: NOW - 300_000, leftovers: ['/t/.r.prom.9.tmp'] } },
    told: [/^WARN textfile: temporary files .*\.9\.tmp/, /^FAIL textfile: .*last written 5 min ago/],
  },
  {
    title: 'the same series in another file',
    facts: {
      file: {
        others: [{ path: '/t/o.prom', text: 'rsyslog_pstat_size{origin="core.queue",name="rsyslog-relp queue"} 3\n' }],
      },
    },
    told: [/^FAIL other textfiles: \/t\/o.prom has the same series as ours: rsyslog_pstat_size/],
  },
  {
    title: 'other families in another file',
    facts: { file: { others: [{ path: '/t/o.prom', text: '# HELP a A\na 1\n' }, { path: '/t/unreadable.prom' }] } },
    told: [],
  },
  {
    title: 'a page that node-exporter cannot make',
    facts: { nodeExporter: { url: 'http://n/metrics', error: 'it answered 500' } },
    told: [/^FAIL node-exporter: .*it answered 500/],
  },
  {
    title: 'a file that node-exporter refuses',
    facts: { nodeExporter: page(SERVED.replace('error 0', 'error 1')) },
    told: [/^FAIL node-exporter: it refuses/],
  },
  {
    title: 'series that node-exporter drops',
    facts: { nodeExporter: page(SERVED.replace(/rsyslog_.*\n/, '')) },
    told: [/^FAIL node-exporter: it reads the file, but does not serve/],
  },
  {
    title: 'a folder of node-exporter that is a copy',
    facts: { nodeExporter: page(SERVED.replace(`${NOW / 1000 - 30}`, `${NOW / 1000 - 900}`)) },
    told: [/^FAIL node-exporter: the file that it serves is 15 min old/],
  },
  {
    title: 'a bucket that keeps totals, and is added up',
    facts: { config: `${CONFIG}\ndyn_stats(name="b" resettable="off")`, exporter: flags('--reset-bucket=b=on') },
    told: [/^FAIL dynstats: the bucket "b" is not resettable .*=on/],
  },
  {
    title: 'cut lines and too many series',
    facts: {
      text: `${TEXT.replace('"truncated"} 0', '"truncated"} 4')}rsyslog_pstat_exporter_series_dropped_total{reason="series"} 2\n`,
    },
    told: [/^WARN rejected lines: 4 with the reason "truncated"/, /^WARN rejected lines: 2 series .* limit "series"/],
  },
  {
    title: 'a queue of the settings that nobody has',
    facts: { expected: { action: 'rsyslog-relp', queues: ['rsyslog-relp queue', 'other queue'] } },
    told: [/^FAIL names: no queue "other queue" .* there are "rsyslog-relp queue"$/],
  },
  {
    title: 'a number of retries',
    facts: { config: edit('"-1"', '"5"') },
    told: [/^WARN retries: the action "rsyslog-relp" .* gives up after 5 retries: messages are lost/],
  },
])('$title', ({ facts, told: expected }) => {
  expect(told(node(facts))).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

test('what cannot be looked at is said, and is no reason to do anything', () => {
  const facts = node({
    verdict: undefined,
    text: '',
    file: null,
    nodeExporter: undefined,
    child: undefined,
    exporter: undefined,
  });
  expect(
    examine(facts)
      .filter(({ verdict }) => verdict === 'SKIP')
      .map(({ check }) => check),
  ).toEqual(['configuration', 'names']);
  expect(told(facts)).toEqual([]);
});
