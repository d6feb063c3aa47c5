// Checks the exporter's own counters for rejected lines and for series that a limit dropped.
import { REJECT_REASONS, type RejectReason } from '../../impstats/record.ts';
import { ok, warn, type Check, type Message } from '../finding.ts';

const REJECTED = 'rsyslog_pstat_exporter_rejected_lines_total';
const DROPPED = 'rsyslog_pstat_exporter_series_dropped_total';

const FIXES: Readonly<Record<RejectReason, string>> = {
  not_statistics:
    'Other messages are written to where the exporter reads: keep them out of the ruleset of the statistics.',
  malformed:
    'Two writers share a file or a pipe: set forceSingleInstance="on" at omprog, and let only one exporter read the file.',
  truncated:
    'rsyslog cuts lines at its maxMessageSize: set global(maxMessageSize="64k"), or let impstats write to a file (log.file).',
  too_long: 'Raise --max-line of the exporter, or use fewer keys in dyn_inc().',
  nul_bytes: 'A file that is truncated while rsyslog writes contains them: rotate it by renaming, followed by a HUP.',
  invalid_utf8: 'A dynstats key consists of bytes that are not text: choose another property for dyn_inc().',
  missing_name: 'The line does not come from impstats: find the other program that writes to the same place.',
  bad_value: 'A message looks like statistics: keep other messages out of the ruleset of the statistics.',
  unsupported_format: 'Set format="json" at impstats.',
  unexpected_end: 'Lines are lost on the way, or two writers are mixed: let impstats write to a file (log.file).',
  foreign_host:
    'Two senders use one hostname: give each host its own name, or name the relays that forward for others with --relay.',
};

const rejected = (reason: string, fix: string): Message<'count'> =>
  warn(`lines rejected as "${reason}" since the exporter started: <count>`, fix);

const BY_REASON = new Map<string, Message<'count'>>(
  REJECT_REASONS.map((reason) => [reason, rejected(reason, FIXES[reason])]),
);

const MESSAGES = {
  dropped: warn(
    'samples or objects dropped by the limit "<limit>": <count>',
    'Raise the limit (--max-series, --max-memory and others: see "Limits" in docs/operation.md), or use fewer keys.',
  ),
  none: ok('none'),
};

export const rejectedLinesCheck: Check = {
  id: 'rejected-lines',
  looksAt:
    'Lines of statistics that the exporter rejected, by reason, and samples and objects that a limit dropped, both since its start.',
  messages: { ...Object.fromEntries(BY_REASON), ...MESSAGES },
  run: ({ statistics }) => {
    const samples = statistics?.samples ?? [];
    if (!samples.some(({ name }) => name === REJECTED)) return [];
    const above0 = (wanted: string) => samples.filter(({ name, value }) => name === wanted && Number(value) > 0);
    const findings = [
      ...above0(REJECTED).map(({ labels, value }) => {
        const reason = labels.get('reason') ?? '';
        const message = BY_REASON.get(reason) ?? rejected(reason, 'Examine the lines with "rsyslog-pstat check FILE".');
        return message({ count: value });
      }),
      ...above0(DROPPED).map(({ labels, value }) =>
        MESSAGES.dropped({ count: value, limit: labels.get('reason') ?? '' }),
      ),
    ];
    return findings.length > 0 ? findings : [MESSAGES.none()];
  },
};
