// Whether statistics arrive, and where they get stuck when they do not: at rsyslog, or between rsyslog and the exporter.
import { moduleOf } from '../../rainerscript/query.ts';
import type { Facts } from '../facts/facts.ts';
import { intervalOf } from './impstats.ts';
import { ageText, fail, ok, type Check, type Finding } from '../finding.ts';

/** Two reports may be missing before anything is said. */
const MISSED_REPORTS = 3;
const LAST_BATCH = 'rsyslog_pstat_exporter_last_batch_timestamp_seconds';

export const arrival: Check = {
  name: 'statistics',
  run: (facts) => {
    const limit = oldestAllowed(facts);
    return [...statsFile(facts, limit), ...exported(facts, limit)];
  },
};

/** Milliseconds. */
export function oldestAllowed({ configuration, expected }: Pick<Facts, 'configuration' | 'expected'>): number {
  const module = moduleOf(configuration, 'impstats');
  const seconds = module ? intervalOf(module, configuration) : (expected.intervalSeconds ?? 60);
  return MISSED_REPORTS * seconds * 1000;
}

function statsFile({ statsFile, now }: Facts, limit: number): Finding[] {
  if (statsFile === undefined) return [];
  const { path, modifiedAt, error } = statsFile;
  if (modifiedAt === undefined)
    return [
      fail(
        `the statistics file ${path} cannot be read: ${error}`,
        'Does rsyslogd run, and may it write there? The file has mode 0600 unless it existed before: run the exporter as the same user, or create it beforehand.',
      ),
    ];
  if (now - modifiedAt > limit)
    return [
      fail(
        `rsyslog last wrote to ${path} ${ageText(now - modifiedAt)} ago`,
        'Restart rsyslog. If the file was rotated, rsyslogd needs a HUP: until then it writes to the old one.',
      ),
    ];
  return [ok(`${path} was written ${ageText(now - modifiedAt)} ago`)];
}

function exported({ statistics, endpoint, textfile, now }: Facts, limit: number): Finding[] {
  if (endpoint?.error !== undefined)
    return [
      fail(
        `the exporter does not answer at ${endpoint.url}: ${endpoint.error}`,
        'Start "rsyslog-pstat serve", or correct --metrics-url.',
      ),
    ];
  // A textfile that is not there is named by the check of the textfile.
  if (endpoint === undefined && (textfile === undefined || textfile.error !== undefined)) return [];
  if (statistics === undefined)
    return [
      fail(
        'the exporter runs, but has not had a single report yet',
        'Wait for one interval of impstats. If nothing comes: does the exporter read where rsyslog writes (--input)?',
      ),
    ];
  const last = statistics.samples.find(({ name, labels }) => name === LAST_BATCH && labels.size === 0)?.value;
  if (last === undefined) return [];
  const age = now - last * 1000;
  if (age <= limit) return [ok(`the last report is ${ageText(age)} old (${statistics.from})`)];
  return [
    fail(
      `the last report is ${ageText(age)} old (${statistics.from})`,
      'Restart rsyslog if it runs and the exporter does as well. Statistics that pass through the main queue stop with it: see "statistics path".',
    ),
  ];
}
