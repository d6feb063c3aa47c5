// The series that a node exports, with their values as a function of the report.
import { foreignMetric, ownMetric, type Metric } from '../../promql/metric.ts';
import type { Selectors } from '../../promql/selectors.ts';
import type { Labels } from '../../timelines/series-notation.ts';
import type { Report } from './reports.ts';

export interface ExportedSeries {
  readonly metric: string;
  readonly labels: Labels;
  /** undefined: the report has no such series */
  readonly value: (report: Report) => number | undefined;
}

type Value = (report: Report) => number;

export function exportedSeries(reports: readonly Report[], selectors: Selectors): readonly ExportedSeries[] {
  const actionOf = ({ event }: Report) => (event.action === undefined ? selectors.settings.action : event.action);
  const actions = [...new Set(reports.map(actionOf))].filter((action) => action !== null);
  const isScraped = ({ event }: Report) => !event.isUnscraped;
  const isThere = ({ event }: Report) => !(event.isGone && event.isRemoved);
  const runs = (report: Report) => isScraped(report) && !report.event.isGone;
  const reportsHere = (report: Report) => runs(report) && !report.event.isNeverReported && !report.event.isWithdrawn;
  return [
    ...ofTheNode(selectors).map((series) => only(series, isThere)),
    ...ofInputs(selectors).map((series) => only(series, (report) => reportsHere(report) && !report.event.isUncounted)),
    ...ofRsyslogd(selectors).map((series) => only(series, reportsHere)),
    ...actions.flatMap((action) =>
      ofAction(action, selectors).map((series) =>
        only(series, (report) => reportsHere(report) && actionOf(report) === action),
      ),
    ),
    ...ofExporter().map((series) => only(series, runs)),
  ];
}

function only(series: ExportedSeries, isShown: (report: Report) => boolean): ExportedSeries {
  return { ...series, value: (report) => (isShown(report) ? series.value(report) : undefined) };
}

function series({ name }: Pick<Metric, 'name'>, labels: Labels, value: Value): ExportedSeries {
  return { metric: name, labels, value };
}

const of = (name: string, origin: string): Labels => ({ name, origin });
const zero: Value = () => 0;

function ofTheNode({ settings: { presence } }: Selectors): readonly ExportedSeries[] {
  return [
    series({ name: presence.metric }, presence.labels, ({ event }) => (event.isUnscraped ? 0 : 1)),
    series(foreignMetric('rsyslog_augenrules_load_success'), {}, ({ event }) => (event.isAuditRefused ? 0 : 1)),
  ];
}

function ofInputs(selectors: Selectors): readonly ExportedSeries[] {
  return [
    series(selectors.metric('imuxsock', 'submitted'), of('imuxsock', 'imuxsock'), ({ counters }) => counters.local),
    series(selectors.metric('imudp', 'submitted'), of('imudp(*/514/IPv4)', 'imudp'), ({ counters }) => counters.udp),
    series(selectors.metric('imudp', 'msgs.received'), of('imudp(w0)', 'imudp'), ({ counters }) => counters.udp),
  ];
}

function ofRsyslogd(selectors: Selectors): readonly ExportedSeries[] {
  const usage = of('resource-usage', 'impstats');
  const bucket = of('msg_per_host', 'dynstats');
  const dropped: Value = ({ event, counters }) => (1 - (event.passed ?? 1)) * counters.local;
  return [
    ...ofQueue(
      'main Q',
      (report) => report.counters.mainEnqueued - dropped(report),
      ({ counters }) => counters.mainSize,
      zero,
      selectors,
    ),
    ...ofQueue('process_stats', ({ counters }) => counters.statistics, zero, zero, selectors),
    series(selectors.metric('dynstats', '<bucket>.ops_overflow'), bucket, ({ overflow }) => overflow),
    series(selectors.metric('dynstats', '<bucket>.no_metric'), bucket, ({ withoutKey }) => withoutKey),
    series(selectors.metric('dynstats', '<bucket>.ops_ignored'), bucket, ({ locked }) => locked),
    series(selectors.metric('impstats', 'utime'), usage, ({ counters }) => counters.cpu),
    series(selectors.metric('impstats', 'stime'), usage, ({ counters }) => counters.cpu / 2),
    series(selectors.metric('impstats', 'nvcsw'), usage, ({ counters }) => counters.switches),
    series(selectors.metric('impstats', 'maxrss'), usage, () => 12_000),
    series(selectors.metric('impstats', 'openfiles'), usage, () => 20),
  ];
}

function ofAction(action: string, selectors: Selectors): readonly ExportedSeries[] {
  const relp = of(action, 'core.action');
  return [
    ...ofQueue(
      `${action} queue`,
      ({ counters, putBack }) => counters.enqueued + putBack,
      ({ counters }) => counters.size,
      ({ counters }) => counters.discarded,
      selectors,
    ),
    ...ofQueue(
      `${action} queue[DA]`,
      ({ counters }) => counters.diskEnqueued,
      ({ counters }) => counters.diskSize,
      zero,
      selectors,
    ),
    series(selectors.metric('core.action', 'processed'), relp, ({ counters }) => counters.processed),
    series(selectors.metric('core.action', 'failed'), relp, ({ counters, failedBack }) => counters.failed + failedBack),
    series(selectors.metric('core.action', 'suspended'), relp, ({ counters }) => counters.suspended),
    series(selectors.metric('core.action', 'suspended.duration'), relp, ({ counters }) => counters.suspendedSeconds),
    series(selectors.metric('core.action', 'resumed'), relp, ({ counters }) => counters.resumed),
  ];
}

function ofQueue(
  name: string,
  enqueued: Value,
  size: Value,
  discarded: Value,
  selectors: Selectors,
): readonly ExportedSeries[] {
  const queue = of(name, 'core.queue');
  return [
    series(selectors.metric('core.queue', 'enqueued'), queue, enqueued),
    series(selectors.metric('core.queue', 'size'), queue, size),
    series(selectors.metric('core.queue', 'discarded.full'), queue, discarded),
    series(selectors.metric('core.queue', 'discarded.nf'), queue, zero),
  ];
}

function ofExporter(): readonly ExportedSeries[] {
  return [
    series(ownMetric('build_info'), { version: '1.0.0' }, () => 1),
    series(ownMetric('last_batch_timestamp_seconds'), {}, ({ event, reportedAt }) =>
      // Time starts at 0 in promtool, and the exporter's 0 means that no report has come yet.
      event.isNeverReported ? 0 : Math.max(1, reportedAt + (event.clockAhead ?? 0)),
    ),
    series(
      ownMetric('lines_total'),
      {},
      ({ event, count }) => 12 * (event.hasTwoExporters && count % 3 === 0 ? 1 : count),
    ),
    series(ownMetric('dynstats_merged_keys'), { name: 'msg_per_host' }, ({ event }) => event.mergedKeys ?? 0),
    series(ownMetric('batches_total'), { result: 'complete' }, ({ count }) => count),
    series(ownMetric('batches_total'), { result: 'incomplete' }, zero),
    series(ownMetric('rejected_lines_total'), { reason: 'truncated' }, ({ cutLines }) => cutLines),
    series(ownMetric('rejected_lines_total'), { reason: 'not_statistics' }, ({ count }) => count),
    series(ownMetric('series_dropped_total'), { reason: 'limit' }, zero),
  ];
}
