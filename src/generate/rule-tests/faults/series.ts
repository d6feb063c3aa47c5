// A scenario as series: what Prometheus would have scraped from each node under given settings.
import { seconds } from '../../settings/duration.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { foldValues, writeSeries, type InputSeries, type Labels } from '../../timelines/promtool.ts';
import { scrapedLabels } from '../rule-tests.ts';
import { columnsOf, type Column } from './exported-series.ts';
import { NodeModel, type Setup } from './node-model.ts';
import { reportsOf, type Report } from './reports.ts';
import { AFTER, BEFORE, tickSeconds, type Scenario, type Script } from './scenario.ts';

/** Of further nodes, which are there to be many, the series that stay 0 are left out. */
const FEW_NODES = 2;

interface Series {
  readonly metric: string;
  readonly labels: Labels;
  readonly values: string;
  readonly isZero: boolean;
}

/** All series of all nodes; sample times start at 0 and are one scrape apart. */
export function scenarioSeries({ nodes = 3, setup, script }: Scenario, selectors: Selectors): readonly InputSeries[] {
  const bad = seriesOf(setup, script, selectors);
  // All healthy nodes are alike.
  const good = healthySeries(setup, selectors);
  return Array.from({ length: nodes }, (_, index) => index + 1).flatMap((number) => {
    const all = number === 1 ? bad : good;
    const shown = number > FEW_NODES ? all.filter(({ isZero }) => !isZero) : all;
    return shown.map(({ metric, labels, values }) => ({
      series: writeSeries(metric, scrapedLabels(labels, `node-${number}`, selectors)),
      values,
    }));
  });
}

const healthy = new WeakMap<Selectors, Map<string, readonly Series[]>>();

function healthySeries(setup: Setup, selectors: Selectors): readonly Series[] {
  const known = healthy.get(selectors) ?? new Map<string, readonly Series[]>();
  healthy.set(selectors, known);
  const key = JSON.stringify(setup);
  const series = known.get(key) ?? seriesOf(setup, () => ({}), selectors);
  known.set(key, series);
  return series;
}

function seriesOf(setup: Setup, script: Script, selectors: Selectors): readonly Series[] {
  const reports = reportsOf(new NodeModel(setup), script, selectors);
  const scrapes = ((BEFORE + AFTER) * tickSeconds(selectors)) / selectors.scrapeSeconds;
  const interval = seconds(selectors.settings.intervals.impstats);
  const scraped = Array.from(
    { length: scrapes },
    (_, scrape) => reports[Math.floor((scrape * selectors.scrapeSeconds) / interval)] as Report,
  );
  return columnsOf(reports, selectors).map((column) => toSeries(column, scraped));
}

function toSeries({ metric, labels, value }: Column, scraped: readonly Report[]): Series {
  const values = scraped.map((report) => Math.floor(value(report) ?? Number.NaN));
  return { metric, labels, values: foldValues(values), isZero: values[0] === 0 && values.at(-1) === 0 };
}
