// Intervals of reports and scrapes that differ from those in the settings: windows are then too short, or alerts late.
import { duration, seconds } from '../../settings/duration.ts';
import {
  changes,
  compare,
  countOverTime,
  divide,
  max,
  number,
  or,
  unless,
  withLabel,
  type Expr,
} from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { humanDuration } from '../../timelines/humanize.ts';

/** Of the interval in the settings: what is measured may be this much longer or shorter. */
const TOO_LONG = 1 / 0.6;
const TOO_SHORT = 1 / 3;

export const intervalsDoNotFit: Alert = {
  name: 'RsyslogIntervalsDoNotFit',
  pack: 'collection',
  severity: 'warning',
  for: (selectors) => duration(measured(selectors)),
  expr: (selectors) => {
    const { scrapeSeconds, sampleSeconds } = selectors;
    const window = duration(measured(selectors));
    const last = selectors.ownGauge('last_batch_timestamp_seconds');
    const each = (events: Expr) => divide(number(measured(selectors)), events);
    const betweenScrapes = each(max(countOverTime(last, window), selectors.node));
    const reports = max(changes(last, window), selectors.node);
    const doScrapesNotFit = or(
      compare(betweenScrapes, '>', round(scrapeSeconds * TOO_LONG)),
      compare(betweenScrapes, '<', round(scrapeSeconds * TOO_SHORT)),
    );
    const doReportsNotFit = or(
      // One change is no interval.
      compare(each(compare(reports, '>=', 2)), '>', round(sampleSeconds * TOO_LONG)),
      compare(each(reports), '<', round(impstatsSeconds(selectors) * TOO_SHORT)),
    );
    return or(
      withLabel(doScrapesNotFit, 'interval', 'scrape'),
      // Reports are judged by what scrapes see of them.
      withLabel(unless(doReportsNotFit, doScrapesNotFit, selectors.node), 'interval', 'impstats'),
    );
  },
  summary: 'Reports or scrapes come in other intervals than the rules are made for',
  description: (selectors, shown) => {
    const { impstats, scrape } = selectors.settings.intervals;
    return (
      `On ${nodeOf(selectors, shown)} the interval "${shown.label('interval')}" is ${shown.value('duration')}; the rules are made for scrapes every ${scrape} and reports every ${impstats}. ` +
      `Nothing lost yet, but alerts may miss faults or be late. First: set \`intervals.${shown.label('interval')}\` to the true interval and generate the rules again.`
    );
  },
  runbook: {
    meaning:
      'Windows and ages of all rules follow from the settings intervals.scrape and intervals.impstats. What Prometheus measures differs: more than one and two thirds, or less than a third of the setting.',
    impact:
      'With longer intervals windows hold too few samples, and most alerts cannot fire. With shorter ones they are late.',
    diagnosis: [
      'Read scrape_interval of the job in the configuration of Prometheus, and the parameter "interval" of impstats in /etc/rsyslog.conf or /etc/rsyslog.d.',
      'Compare with `rsyslog-pstat generate --print-settings`.',
    ],
    mitigation: [
      'Correct intervals in the settings file and generate the rules again, or correct the intervals themselves.',
    ],
  },
  tests: (selectors, pending) => {
    const span = measured(selectors);
    const series = new AlertFixture(selectors, duration(span), pending);
    const { scrapeSeconds } = selectors;
    const reports = Math.max(impstatsSeconds(selectors), scrapeSeconds);
    const everyFew = (seconds: number) => series.clock((now) => Math.floor(now / seconds) * seconds);
    const line = (values: readonly number[]) => [series.own('last_batch_timestamp_seconds', values)];
    const rarely = Math.ceil((2 * selectors.sampleSeconds) / scrapeSeconds) * scrapeSeconds;
    const now = series.clock((time) => time);
    const rare = now.map((value, index) =>
      (now.length - 1 - index) % (rarely / scrapeSeconds) === 0 || index < series.healthy ? value : Number.NaN,
    );
    const seen = rare.slice(-span / scrapeSeconds - 1).filter((value) => !Number.isNaN(value)).length;
    // Four samples for one that is expected.
    const often = scrapeSeconds / 4;
    const long = new AlertFixture(selectors, duration(10 * span), '0s', series.healthy);
    const manyReports = Math.floor(span / scrapeSeconds);
    const canReportsBeTooMany = span / manyReports < impstatsSeconds(selectors) * TOO_SHORT;
    return {
      ...series,
      good: line(everyFew(reports)),
      bad: line(everyFew(rarely)),
      labels: { interval: 'impstats' },
      value: humanDuration(span / Math.floor(span / rarely)),
      also: [
        {
          title: 'rare scrapes',
          lines: line(rare),
          labels: { interval: 'scrape' },
          value: humanDuration(span / seen),
        },
        ...(Number.isInteger(often)
          ? [
              {
                title: 'many scrapes',
                lines: line(long.each((index) => index * often)),
                sampledEvery: often,
                labels: { interval: 'scrape' },
                value: `${Number((span / (span / often + 1)).toPrecision(4))}s`,
              },
            ]
          : []),
        ...(canReportsBeTooMany
          ? [
              {
                title: 'many reports',
                lines: line(now),
                labels: { interval: 'impstats' },
                value: humanDuration(span / manyReports),
              },
            ]
          : []),
      ],
      quiet: [
        { title: 'a report each quarter of an hour', lines: line(everyFew(span)) },
        { title: 'no report', lines: line(series.level(1000)) },
      ],
    };
  },
};

/** Seconds in which intervals are measured, and for which they must not fit. */
const measured = (selectors: Selectors): number => Math.max(900, 15 * selectors.sampleSeconds);
const impstatsSeconds = ({ settings }: Selectors): number => seconds(settings.intervals.impstats);
const round = (value: number): number => Number(value.toPrecision(6));
