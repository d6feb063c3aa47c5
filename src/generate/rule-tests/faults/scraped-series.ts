// A scenario as series: what Prometheus scrapes from each node under given settings.
import { seconds } from '../../settings/duration.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { foldValues, writeSeries, type InputSeries, type Labels } from '../../timelines/series-notation.ts';
import { nodeName, scrapedLabels } from '../../timelines/scraped-labels.ts';
import { exportedSeries } from './exported-series.ts';
import { NodeModel, type ActionSetup } from './node-model.ts';
import { reportsOf, type Report } from './reports.ts';
import { AFTER, BEFORE, HEALED, OWN_QUEUE, tickSeconds, type Scenario, type Script } from './scenario.ts';

/** Nodes that keep the series that stay 0; the others only add to their number. */
const NODES_WITH_ALL_SERIES = 2;

interface ScrapedSeries {
  readonly metric: string;
  readonly labels: Labels;
  /** in promtool's notation */
  readonly values: string;
  readonly isZero: boolean;
}

/** All series of all nodes; the first sample is at 0, and samples are one scrape interval apart. */
export function scenarioSeries(
  { nodes = 3, setup = OWN_QUEUE, script, isEverywhere = false }: Scenario,
  selectors: Selectors,
): readonly InputSeries[] {
  const bad = seriesOf(setup, script, selectors);
  // All healthy nodes are alike.
  const good = seriesOf(setup, () => ({}), selectors);
  return Array.from({ length: nodes }, (_, index) => index + 1).flatMap((number) => {
    const all = number === 1 || isEverywhere ? bad : good;
    const shown = number > NODES_WITH_ALL_SERIES ? all.filter(({ isZero }) => !isZero) : all;
    return shown.map(({ metric, labels, values }) => ({
      series: writeSeries(metric, scrapedLabels(labels, nodeName(number), selectors)),
      values,
    }));
  });
}

function seriesOf(setup: ActionSetup, script: Script, selectors: Selectors): readonly ScrapedSeries[] {
  const reports = reportsOf(new NodeModel(setup), script, selectors);
  const scrapes = ((BEFORE + AFTER + HEALED) * tickSeconds(selectors)) / selectors.scrapeSeconds;
  const interval = seconds(selectors.settings.intervals.impstats);
  const scraped = Array.from(
    { length: scrapes },
    (_, scrape) => reports[Math.floor((scrape * selectors.scrapeSeconds) / interval)] as Report,
  );
  return exportedSeries(reports, selectors).map(({ metric, labels, value }) => {
    const values = scraped.map((report) => Math.floor(value(report) ?? Number.NaN));
    return { metric, labels, values: foldValues(values), isZero: values[0] === 0 && values.at(-1) === 0 };
  });
}
