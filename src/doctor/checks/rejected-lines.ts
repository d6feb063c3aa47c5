// Checks the exporter's own counters for rejected lines and for series that a limit dropped.
import type { ObjectDropReason } from '../../collector/counts.ts';
import { REJECT_REASONS, type RejectReason } from '../../impstats/record.ts';
import type { SeriesDropReason } from '../../series/admission.ts';
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
  bad_value:
    'A message looks like statistics, or a counter of rsyslog underflowed: find out which with "rsyslog-pstat check FILE", and keep other messages out of the ruleset of the statistics.',
  unsupported_format: 'Set format="json" at impstats.',
  unexpected_end: 'Lines are lost on the way, or two writers are mixed: let impstats write to a file (log.file).',
  foreign_host:
    'Two senders use one hostname: give each host its own name, or name the relays that forward for others with --relay.',
};

const KEYS = 'or use fewer keys in dyn_inc().';

const LIMITS: Readonly<Record<SeriesDropReason | ObjectDropReason, string>> = {
  max_series: `Raise --max-series of the exporter, and --max-memory with it, ${KEYS}`,
  dynstats_keys: `Raise --max-dynstats-keys of the exporter, ${KEYS}`,
  senders: 'Raise --max-senders of the exporter, or leave out --senders.',
  name_length: `Raise --max-name-length of the exporter, or use shorter keys in dyn_inc() and shorter names of actions.`,
  batch_size: `Raise --max-batch-objects of the exporter, or set bracketing="on" at impstats, so that reports end.`,
  sources:
    'Raise --max-hosts of the exporter, or restrict who may send with --tcp.allow and --udp.allow: senders choose the names.',
  memory: `Raise --max-memory of the exporter, ${KEYS}`,
};

const rejected = (reason: string, fix: string): Message<'count'> =>
  warn(`lines rejected as "${reason}" since the exporter started: <count>`, fix);

const BY_REASON = new Map<string, Message<'count'>>(
  REJECT_REASONS.map((reason) => [reason, rejected(reason, FIXES[reason])]),
);

const dropped = (limit: string, fix: string): Message<'count'> =>
  warn(`series or samples dropped by the limit "${limit}": <count>`, fix);

const BY_LIMIT = new Map<string, Message<'count'>>(
  Object.entries(LIMITS).map(([limit, fix]) => [limit, dropped(limit, fix)]),
);

const MESSAGES = {
  none: ok('none'),
};

export const rejectedLinesCheck: Check = {
  id: 'rejected-lines',
  looksAt:
    'Lines of statistics that the exporter rejected, by reason, and series that it dropped because of a limit, both since its start.',
  messages: { ...Object.fromEntries(BY_REASON), ...Object.fromEntries(BY_LIMIT), ...MESSAGES },
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
      ...above0(DROPPED).map(({ labels, value }) => {
        const limit = labels.get('reason') ?? '';
        return (BY_LIMIT.get(limit) ?? dropped(limit, 'See "Limits" in docs/operation.md.'))({ count: value });
      }),
    ];
    return findings.length > 0 ? findings : [MESSAGES.none()];
  },
};
