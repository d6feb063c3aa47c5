// Lines of statistics that the exporter could not read, by reason, and what is to be done about each.
import type { RejectReason } from '../../impstats/record.ts';
import { ok, warn, type Check } from '../finding.ts';

const REJECTED = 'rsyslog_pstat_exporter_rejected_lines_total';
const DROPPED = 'rsyslog_pstat_exporter_series_dropped_total';

const FIXES: Readonly<Record<RejectReason, string>> = {
  not_statistics:
    'Something else is written to where the exporter reads: keep other messages out of the ruleset of the statistics.',
  malformed:
    'Two writers in one file or pipe do that: set forceSingleInstance="on" at omprog, and let one exporter only read the file.',
  truncated:
    'rsyslog cuts lines at its maxMessageSize: set global(maxMessageSize="64k"), or let impstats write to a file (log.file).',
  too_long: 'Raise --max-line of the exporter, or use fewer keys in dyn_inc().',
  nul_bytes:
    'A file that was truncated while rsyslog went on writing holds them: rotate it by renaming, followed by a HUP.',
  invalid_utf8: 'A dynstats key is made of bytes that are no text: choose another property for dyn_inc().',
  missing_name: 'This is no line of impstats: does another program write to the same place?',
  bad_value: 'A message looks like statistics: keep other messages out of the ruleset of the statistics.',
  unsupported_format: 'Set format="json" at impstats.',
  unexpected_end: 'Lines are lost on the way, or two writers are mixed: let impstats write to a file (log.file).',
};

export const rejectedLines: Check = {
  name: 'rejected lines',
  run: ({ statistics }) => {
    const samples = statistics?.samples ?? [];
    if (!samples.some(({ name }) => name === REJECTED)) return [];
    const rejected = samples.filter(({ name, value }) => name === REJECTED && value > 0);
    const dropped = samples.filter(({ name, value }) => name === DROPPED && value > 0);
    const findings = [
      ...rejected.map(({ labels, value }) => {
        const reason = labels.get('reason') ?? '';
        return warn(
          `${value} with the reason "${reason}" since the exporter was started`,
          FIXES[reason as RejectReason] ?? 'Look at them with "rsyslog-pstat check FILE".',
        );
      }),
      ...dropped.map(({ labels, value }) =>
        warn(
          `${value} series or samples were left out because of the limit "${labels.get('reason')}"`,
          'Raise the limit (--max-series, --max-dynstats-keys, --max-senders), or use fewer keys.',
        ),
      ),
    ];
    return findings.length > 0 ? findings : [ok('none')];
  },
};
