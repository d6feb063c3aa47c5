// The series of a node, each with the value that it has in a report.
import { foreignMetric, ownMetric, type Metric } from '../../promql/metric.ts';
import type { Selectors } from '../../promql/selectors.ts';
import type { Labels } from '../../timelines/promtool.ts';
import type { Report } from './reports.ts';

export interface Column {
  readonly metric: string;
  readonly labels: Labels;
  /** undefined: the series is not there */
  readonly value: (report: Report) => number | undefined;
}

type Value = (report: Report) => number;

export function columnsOf(reports: readonly Report[], selectors: Selectors): readonly Column[] {
  const actions = [...new Set(reports.map(({ event }) => event.action ?? selectors.settings.action))];
  const isThere = ({ event }: Report) => !event.isGone;
  return [
    ...ofTheNode(selectors).map((column) => only(column, ({ event }) => !(event.isGone && event.isRemoved))),
    ...ofRsyslogd(selectors).map((column) => only(column, isThere)),
    ...actions.flatMap((action) =>
      ofAction(action, selectors).map((column) =>
        only(column, (report) => isThere(report) && (report.event.action ?? selectors.settings.action) === action),
      ),
    ),
    ...ofExporter().map((column) => only(column, isThere)),
  ];
}

function only(column: Column, isShown: (report: Report) => boolean): Column {
  return { ...column, value: (report) => (isShown(report) ? column.value(report) : undefined) };
}

function column({ name }: Pick<Metric, 'name'>, labels: Labels, value: Value): Column {
  return { metric: name, labels, value };
}

const of = (name: string, origin: string): Labels => ({ name, origin });
const zero: Value = () => 0;

function ofTheNode({ settings: { presence } }: Selectors): readonly Column[] {
  return [
    column({ name: presence.metric }, presence.labels, () => 1),
    column(foreignMetric('rsyslog_augenrules_load_success'), {}, ({ event }) => (event.isAuditRefused ? 0 : 1)),
  ];
}

function ofRsyslogd(selectors: Selectors): readonly Column[] {
  const usage = of('resource-usage', 'impstats');
  const dropped: Value = ({ event, counters }) => (1 - (event.passed ?? 1)) * counters.local;
  return [
    column(selectors.metric('imuxsock', 'submitted'), of('imuxsock', 'imuxsock'), ({ counters }) => counters.local),
    column(selectors.metric('imudp', 'submitted'), of('imudp(*/514/IPv4)', 'imudp'), ({ counters }) => counters.udp),
    column(selectors.metric('imudp', 'msgs.received'), of('imudp(w0)', 'imudp'), ({ counters }) => counters.udp),
    ...ofQueue(
      'main Q',
      (report) => report.counters.mainEnqueued - dropped(report),
      ({ counters }) => counters.mainSize,
      zero,
      selectors,
    ),
    column(
      selectors.metric('dynstats', '<bucket>.ops_overflow'),
      of('msg_per_host', 'dynstats'),
      ({ overflow }) => overflow,
    ),
    column(selectors.metric('impstats', 'utime'), usage, ({ counters }) => counters.cpu),
    column(selectors.metric('impstats', 'stime'), usage, ({ counters }) => counters.cpu / 2),
    column(selectors.metric('impstats', 'maxrss'), usage, () => 12_000),
    column(selectors.metric('impstats', 'openfiles'), usage, () => 20),
  ];
}

function ofAction(action: string, selectors: Selectors): readonly Column[] {
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
    column(selectors.metric('core.action', 'processed'), relp, ({ counters }) => counters.processed),
    column(selectors.metric('core.action', 'failed'), relp, ({ counters, putBack }) => counters.failed + 0.9 * putBack),
    column(selectors.metric('core.action', 'suspended'), relp, ({ counters }) => counters.suspended),
    column(selectors.metric('core.action', 'suspended.duration'), relp, ({ counters }) => counters.suspendedSeconds),
    column(selectors.metric('core.action', 'resumed'), relp, ({ counters }) => counters.resumed),
  ];
}

function ofQueue(
  name: string,
  enqueued: Value,
  size: Value,
  discarded: Value,
  selectors: Selectors,
): readonly Column[] {
  const queue = of(name, 'core.queue');
  return [
    column(selectors.metric('core.queue', 'enqueued'), queue, enqueued),
    column(selectors.metric('core.queue', 'size'), queue, size),
    column(selectors.metric('core.queue', 'discarded.full'), queue, discarded),
    column(selectors.metric('core.queue', 'discarded.nf'), queue, zero),
  ];
}

function ofExporter(): readonly Column[] {
  return [
    // Prometheus' time starts at 0 here, and 0 would mean that nothing has come yet.
    column(ownMetric('last_batch_timestamp_seconds'), {}, ({ at }) => Math.max(1, at)),
    column(ownMetric('batches_total'), { result: 'complete' }, ({ count }) => count),
    column(ownMetric('batches_total'), { result: 'incomplete' }, zero),
    column(ownMetric('rejected_lines_total'), { reason: 'truncated' }, ({ cutLines }) => cutLines),
    column(ownMetric('rejected_lines_total'), { reason: 'not_statistics' }, ({ count }) => count),
    column(ownMetric('series_dropped_total'), { reason: 'limit' }, zero),
  ];
}
