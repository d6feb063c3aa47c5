// The doctor on real nodes: no finding on a healthy one; on each node that is broken in one way, the first finding is the cause.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { needsAction } from '../../src/doctor/index.ts';
import { describeWith } from '../peers/available.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { doctor, findings } from './examine-node.ts';
import { startNode, type NodeOptions, type TestNode } from './node.ts';

interface BrokenNode {
  readonly title: string;
  readonly set?: NodeOptions;
  /** runs once the node is up; @returns further flags of the doctor */
  readonly break?: (node: TestNode) => readonly string[] | void | Promise<void>;
  /** the first finding that is not OK */
  readonly first: { readonly check: string; readonly severity: 'FAIL' | 'WARN'; readonly what: RegExp };
}

const OLD_SCRIPT = `# HELP rsyslog_pstat_processed Number of messages processed
# TYPE rsyslog_pstat_processed counter
rsyslog_pstat_processed{name="action-0-builtin:omfile",origin="core.action"} 5
`;

const remove = (pattern: RegExp) => (config: string) => {
  if (!pattern.test(config)) throw new Error(`nothing to remove: ${pattern}`);
  return config.replace(pattern, '');
};

const BROKEN: readonly BrokenNode[] = [
  {
    title: 'a parameter that rsyslog does not know',
    set: { edit: (config) => config.replace('queue.size="100000"', 'queue.sise="100000"') },
    first: { check: 'configuration', severity: 'FAIL', what: /queue\.sise/ },
  },
  {
    title: 'impstats not loaded',
    set: { edit: remove(/module\(\s*load="impstats"[^)]*\)/), isSilent: true },
    first: { check: 'impstats', severity: 'FAIL', what: /neither .* load the module/ },
  },
  {
    title: 'an unknown format',
    set: { edit: (config) => config.replace('format="json"', 'format="yaml"') },
    first: { check: 'configuration', severity: 'FAIL', what: /yaml/ },
  },
  {
    title: 'reports rarer than the rules expect',
    break: () => ['--settings', settings({ intervals: { impstats: '1s' } }), '--interval', '1'],
    set: { edit: (config) => config.replace('interval="1"', 'interval="2"') },
    first: { check: 'impstats', severity: 'FAIL', what: /is 2 s/ },
  },
  {
    title: 'counters that reports reset',
    set: { edit: (config) => config.replace('resetCounters="off"', 'resetCounters="on"') },
    first: { check: 'impstats', severity: 'WARN', what: /resetCounters is "on"/ },
  },
  {
    title: 'statistics in the main queue',
    set: { edit: remove(/ {2}ruleset="process_stats"\n/), isSilent: true },
    first: { check: 'statistics-path', severity: 'FAIL', what: /main queue/ },
  },
  {
    title: 'statistics without a separate queue',
    set: { edit: remove(/ {2}queue.type="LinkedList"\n {2}queue.size="10000"\n {2}queue.timeoutEnqueue="0"\n/) },
    first: { check: 'statistics-path', severity: 'FAIL', what: /has no queue/ },
  },
  {
    title: 'a queue of statistics that waits for the collector',
    set: { edit: remove(/ {2}queue.timeoutEnqueue="0"\n/) },
    first: { check: 'statistics-path', severity: 'FAIL', what: /waits while it is full/ },
  },
  {
    title: 'rsyslogd dead',
    break: async ({ rsyslogd }) => void (await rsyslogd.kill()),
    first: { check: 'rsyslogd', severity: 'FAIL', what: /no process found/ },
  },
  {
    title: 'an exporter that is not installed',
    set: { edit: (config) => config.replace('/rsyslog-pstat textfile', '/absent textfile'), isSilent: true },
    first: { check: 'collector', severity: 'FAIL', what: /does not exist or is not executable/ },
  },
  {
    title: 'an exporter that hangs',
    break: ({ exporter }) => void process.kill(exporter.pid(), 'SIGSTOP'),
    first: { check: 'collector', severity: 'FAIL', what: /stopped by a signal/ },
  },
  {
    title: 'a textfile without its ending',
    break: ({ textfile }) => {
      writeFileSync(`${textfile}.txt`, readFileSync(textfile));
      return ['--textfile', `${textfile}.txt`];
    },
    first: { check: 'textfile', severity: 'FAIL', what: /does not end in \.prom/ },
  },
  {
    title: 'a textfile that only its owner may read',
    // The exporter writes it anew each second.
    break: ({ textfile }) => chmodSync(textfile, 0o600),
    first: { check: 'textfile', severity: 'FAIL', what: /mode 0600/ },
  },
  {
    title: 'the textfile of an old script, with another HELP',
    break: ({ textfile }) => writeFileSync(join(textfile, '..', 'old.prom'), OLD_SCRIPT),
    first: { check: 'other-textfiles', severity: 'FAIL', what: /old\.prom .*another HELP/ },
  },
  {
    title: 'a node-exporter that looks elsewhere',
    set: { servedDir: emptyDir() },
    first: { check: 'node-exporter', severity: 'FAIL', what: /is not among the files/ },
  },
  {
    title: 'a bucket that contradicts a flag of the exporter',
    set: { edit: (config) => `dyn_stats(name="hosts")\n${config}`, exporterFlags: '--reset-bucket hosts=off' },
    first: { check: 'dynstats', severity: 'FAIL', what: /"hosts" is resettable/ },
  },
  {
    title: 'lines that are no statistics',
    set: { edit: (config) => config.replace('name="timestamp" dateFormat="rfc3339"', 'name="msg"') },
    first: { check: 'rejected-lines', severity: 'WARN', what: /lines rejected as/ },
  },
  {
    title: 'an action with another name',
    set: { edit: (config) => config.replace('name="rsyslog-relp"', 'name="relp"') },
    first: { check: 'names', severity: 'FAIL', what: /select the action "rsyslog-relp", .* "relp"/ },
  },
  {
    title: 'an action without a queue',
    set: { edit: remove(/^ {4}queue\..*\n/gm) },
    first: { check: 'names', severity: 'WARN', what: /has no queue/ },
  },
  {
    title: "rsyslog's default of giving up",
    set: { relp: { resumeRetryCount: undefined } },
    first: { check: 'retries', severity: 'WARN', what: /resumeRetryCount=0, rsyslog's default/ },
  },
];

describeWith(['rsyslogd', 'nodeExporter'], 'the doctor', () => {
  test('finds nothing on a healthy node', async () => {
    await using node = await startNode();
    const { stdout, code } = await doctor(node.flags);
    expect(stdout).not.toMatch(/^(FAIL|WARN|SKIP)/m);
    expect(stdout).toMatch(/^OK {4}statistics: the last report is \d s old/m);
    expect(code).toBe(0);
  });

  test.each(BROKEN)('names first: $title', async ({ set = {}, break: breakIt, first }) => {
    await using node = await startNode(set);
    await until('the cause', async () => {
      const more = (await breakIt?.(node)) ?? [];
      const { code, found } = await findings([...node.flags, ...more]);
      const problem = found.find(needsAction);
      expect({ code, ...problem }).toMatchObject({ code: 1, check: first.check, severity: first.severity });
      expect(problem?.what).toMatch(first.what);
      expect(found.filter(needsAction).every(({ fix = '' }) => fix.length > 20)).toBe(true);
      return true;
    });
  });
});

function emptyDir(): string {
  const dir = join(tempDir(), 'elsewhere');
  mkdirSync(dir);
  return dir;
}

function settings(content: object): string {
  const file = join(tempDir(), 'settings.yaml');
  writeFileSync(file, JSON.stringify(content));
  return file;
}
