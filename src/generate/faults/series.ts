// A scenario as series: what Prometheus would have scraped from each node under given settings.
import type { Line } from '../alerts/tests.ts';
import { seconds } from '../duration.ts';
import { foreignMetric, ownMetric, type Metric } from '../metric.ts';
import type { Queries } from '../queries.ts';
import { inputSeries, type InputSeries } from '../render/promtool.ts';
import { scrapedLabels } from '../render/rule-tests.ts';
import { NodeModel, type Counters, type Tick } from './node-model.ts';
import { AFTER, BEFORE, type Event, type Scenario, type Script } from './scenario.ts';

const USUAL: Tick = { local: 200, udp: 100, target: 'up', pace: 1_000_000 };

/** Of further nodes, which are there to be many, the series that stay 0 are left out. */
const FEW_NODES = 3;

/** A tick is a minute, or one sample where samples are farther apart: windows grow with them. */
export const tickSeconds = (q: Queries): number => Math.max(60, q.sampleSeconds);

/** All series of all nodes; sample times start at 0 and are one scrape apart. */
export function scenarioSeries(scenario: Scenario, q: Queries): readonly InputSeries[] {
  const { nodes = 3, setup } = scenario;
  const healthy: Script = () => ({});
  return Array.from({ length: nodes }, (_, index) => index + 1).flatMap((number) => {
    const lines = new Map<string, Line & { values: number[] }>();
    const reports = reportsOf(new NodeModel(setup), number === 1 ? scenario.script : healthy, q);
    const scrapes = ((BEFORE + AFTER) * tickSeconds(q)) / q.scrapeSeconds;
    for (let scrape = 0; scrape < scrapes; scrape += 1) {
      const report = reports[Math.floor((scrape * q.scrapeSeconds) / seconds(q.settings.intervals.impstats))];
      for (const sample of samplesOf(report as Report, q)) addSample(lines, sample, scrape);
    }
    for (const { values } of lines.values()) while (values.length < scrapes) values.push(Number.NaN);
    const isOneOfMany = number > FEW_NODES;
    const shown = [...lines.values()].filter(
      (line) => !isOneOfMany || line.values[0] !== 0 || line.values.at(-1) !== 0,
    );
    return shown.map((line) => inputSeries(line.metric, scrapedLabels(line, `node-${number}`, q), line.values));
  });
}

interface Report {
  readonly event: Event;
  readonly counters: Readonly<Counters>;
  /** seconds; of the last report that was not frozen */
  readonly at: number;
  readonly cutLines: number;
  readonly overflow: number;
  readonly putBack: number;
  readonly count: number;
}

function reportsOf(node: NodeModel, script: Script, q: Queries): readonly Report[] {
  const interval = seconds(q.settings.intervals.impstats);
  const part = interval / tickSeconds(q);
  const reports: Report[] = [];
  const sums = { cutLines: 0, overflow: 0, putBack: 0 };
  let lastTick = Number.NaN;
  for (let index = 0; index < (BEFORE + AFTER) / part; index += 1) {
    const tick = Math.floor(index * part) - BEFORE;
    const event = script(tick);
    const last = reports.at(-1);
    if (event.isFrozen && last) {
      reports.push({ ...last, event });
      continue;
    }
    if (event.isRestarted && tick !== lastTick) {
      node.restart();
      sums.putBack = 0;
      sums.overflow = 0;
    }
    lastTick = tick;
    node.pass({ ...USUAL, ...event }, part);
    sums.cutLines += event.cutLines ?? 0;
    sums.overflow += (event.overflow ?? 0) * part;
    sums.putBack += (event.putBack ?? 0) * part;
    reports.push({ event, counters: node.counters, at: index * interval, count: index + 1, ...sums });
  }
  return reports;
}

type Sample = readonly [metric: Metric, labels: Readonly<Record<string, string>>, value: number];

function samplesOf(report: Report, q: Queries): readonly Sample[] {
  const { event } = report;
  const { metric, labels } = q.settings.presence;
  const presence: Sample = [{ name: metric, type: 'gauge', toBaseUnit: 1, labels: [], meaning: '' }, labels, 1];
  const audit: Sample = [foreignMetric('rsyslog_augenrules_load_success'), {}, event.isAuditRefused ? 0 : 1];
  if (event.isGone) return event.isRemoved ? [] : [presence, audit];
  return [presence, audit, ...statistics(report, q), ...exporter(report)];
}

function statistics({ event, counters, overflow, putBack }: Report, q: Queries): readonly Sample[] {
  const action = event.action ?? q.settings.action;
  const of = (name: string, origin: string) => ({ name, origin });
  const inQueue = of('main Q', 'core.queue');
  const queue = of(`${action} queue`, 'core.queue');
  const onDisk = of(`${action} queue[DA]`, 'core.queue');
  const relp = of(action, 'core.action');
  const usage = of('resource-usage', 'impstats');
  const dropped = (1 - (event.passed ?? 1)) * counters.local;
  const m = q.metric.bind(q);
  return [
    [m('imuxsock', 'submitted'), of('imuxsock', 'imuxsock'), counters.local],
    [m('imudp', 'submitted'), of('imudp(*/514/IPv4)', 'imudp'), counters.udp],
    [m('imudp', 'msgs.received'), of('imudp(w0)', 'imudp'), counters.udp],
    [m('core.queue', 'enqueued'), inQueue, counters.mainEnqueued - dropped],
    [m('core.queue', 'size'), inQueue, counters.mainSize],
    [m('core.queue', 'discarded.full'), inQueue, 0],
    [m('core.queue', 'discarded.nf'), inQueue, 0],
    [m('core.queue', 'enqueued'), queue, counters.enqueued + putBack],
    [m('core.queue', 'size'), queue, counters.size],
    [m('core.queue', 'discarded.full'), queue, counters.discarded],
    [m('core.queue', 'discarded.nf'), queue, 0],
    [m('core.queue', 'enqueued'), onDisk, counters.diskEnqueued],
    [m('core.queue', 'size'), onDisk, counters.diskSize],
    [m('core.queue', 'discarded.full'), onDisk, 0],
    [m('core.queue', 'discarded.nf'), onDisk, 0],
    [m('core.action', 'processed'), relp, counters.processed],
    [m('core.action', 'failed'), relp, counters.failed + 0.9 * putBack],
    [m('core.action', 'suspended'), relp, counters.suspended],
    [m('core.action', 'suspended.duration'), relp, counters.suspendedSeconds],
    [m('core.action', 'resumed'), relp, counters.resumed],
    [m('dynstats', '<bucket>.ops_overflow'), of('msg_per_host', 'dynstats'), overflow],
    [m('impstats', 'utime'), usage, counters.cpu],
    [m('impstats', 'stime'), usage, counters.cpu / 2],
    [m('impstats', 'maxrss'), usage, 12_000],
    [m('impstats', 'openfiles'), usage, 20],
  ];
}

function exporter({ at, cutLines, count }: Report): readonly Sample[] {
  return [
    // Prometheus' time starts at 0 here, and 0 would mean that nothing has come yet.
    [ownMetric('last_batch_timestamp_seconds'), {}, Math.max(1, at)],
    [ownMetric('batches_total'), { result: 'complete' }, count],
    [ownMetric('batches_total'), { result: 'incomplete' }, 0],
    [ownMetric('rejected_lines_total'), { reason: 'truncated' }, cutLines],
    [ownMetric('rejected_lines_total'), { reason: 'not_statistics' }, count],
    [ownMetric('series_dropped_total'), { reason: 'limit' }, 0],
  ];
}

function addSample(
  lines: Map<string, Line & { values: number[] }>,
  [metric, labels, value]: Sample,
  scrape: number,
): void {
  const key = `${metric.name}${JSON.stringify(labels)}`;
  const line = lines.get(key) ?? { metric: metric.name, labels, values: [], type: metric.type };
  lines.set(key, line);
  while (line.values.length < scrape) line.values.push(Number.NaN);
  line.values.push(Math.floor(value));
}
