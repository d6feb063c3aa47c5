// Checks that statistics arrive, and locates where they stop: at rsyslog, or between rsyslog and the exporter.
import { moduleOf } from '../../rainerscript/query.ts';
import type { NodeFacts } from '../facts/facts.ts';
import { ageText, fail, ok, type Check, type Finding } from '../finding.ts';
import { intervalOf } from './impstats.ts';

/** Statistics are old once two reports are missing. */
const ALLOWED_INTERVALS = 3;
const DEFAULT_INTERVAL_SECONDS = 60;
const LAST_BATCH = 'rsyslog_pstat_exporter_last_batch_timestamp_seconds';

const MESSAGES = {
  unreadableFile: fail(
    'the statistics file <path> cannot be read: <error>',
    'Check that rsyslogd runs and may write there. rsyslog creates the file with mode 0600: run the exporter as the same user, or create the file beforehand.',
  ),
  oldFile: fail(
    'rsyslog last wrote to <path> <age> ago',
    'Restart rsyslog. After a rotation rsyslogd needs a HUP: until then it writes to the old file.',
  ),
  noAnswer: fail(
    'the exporter does not answer at <url>: <error>',
    'Start "rsyslog-pstat serve", or correct --metrics-url.',
  ),
  noReport: fail(
    'the exporter runs, but has not received a report yet',
    'Wait for one interval of impstats. If nothing comes, check that the exporter reads (--input) where rsyslog writes.',
  ),
  oldReport: fail(
    'the last report is <age> old (<from>)',
    'If both rsyslog and the exporter run, restart rsyslog. Statistics that pass through the main queue stop with it: see "statistics-path".',
  ),
  freshFile: ok('<path> was written <age> ago'),
  freshReport: ok('the last report is <age> old (<from>)'),
};

export const statisticsCheck: Check = {
  id: 'statistics',
  looksAt:
    'The age of the statistics file, and of the last report in the textfile or at --metrics-url. Statistics are old after three intervals of impstats.',
  messages: MESSAGES,
  run: (facts) => {
    const limitMs = oldestAllowed(facts);
    return [...checkStatsFile(facts, limitMs), ...checkExporter(facts, limitMs)];
  },
};

/** Milliseconds. */
export function oldestAllowed({ configuration, expected }: Pick<NodeFacts, 'configuration' | 'expected'>): number {
  const module = moduleOf(configuration, 'impstats');
  const seconds = module ? intervalOf(module, configuration) : (expected.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS);
  return ALLOWED_INTERVALS * seconds * 1000;
}

function checkStatsFile({ statsFile, now }: NodeFacts, limitMs: number): Finding[] {
  if (statsFile === undefined) return [];
  const { path, modifiedAt, error = '' } = statsFile;
  if (modifiedAt === undefined) return [MESSAGES.unreadableFile({ path, error })];
  const message = now - modifiedAt > limitMs ? MESSAGES.oldFile : MESSAGES.freshFile;
  return [message({ path, age: ageText(now - modifiedAt) })];
}

function checkExporter({ statistics, endpoint, textfile, now }: NodeFacts, limitMs: number): Finding[] {
  if (endpoint?.error !== undefined) return [MESSAGES.noAnswer({ url: endpoint.url, error: endpoint.error })];
  // The check "textfile" reports a textfile that is missing.
  if (endpoint === undefined && (textfile === undefined || textfile.error !== undefined)) return [];
  if (statistics === undefined) return [MESSAGES.noReport()];
  const { from, samples } = statistics;
  const last = samples.find(({ name, labels }) => name === LAST_BATCH && labels.size === 0)?.value;
  if (last === undefined) return [];
  const ageMs = now - Number(last) * 1000;
  const message = ageMs > limitMs ? MESSAGES.oldReport : MESSAGES.freshReport;
  return [message({ from, age: ageText(ageMs) })];
}
