// The lab's clock: what takes a minute on a node takes an interval of three seconds here. The rules are those of default settings, with all
// times divided by the same factor.
import { seconds } from '../../src/generate/settings/duration.ts';

/** between two reports of impstats, and between two scrapes */
export const INTERVAL_SECONDS = 3;
export const INTERVAL_MS = INTERVAL_SECONDS * 1000;

/** of rules with default settings, and of the bounds that faults are to be seen within */
const REAL_INTERVAL_SECONDS = 60;
const FACTOR = REAL_INTERVAL_SECONDS / INTERVAL_SECONDS;

/** How often rsyslog tries again: its default of 30 seconds, on the lab's clock. */
export const RESUME_SECONDS = Math.ceil(30 / FACTOR);

/** Prometheus's durations have no fractions. */
const scaled = (text: string): string => `${(seconds(text) * 1000) / FACTOR}ms`;

/** How long Prometheus shows the last value of a series: five minutes by default. */
export const LOOKBACK = scaled('5m');

/** Alerts whose expressions compare times; all others compare numbers of messages, of samples or of changes. */
const ABOUT_TIMES: ReadonlySet<string> = new Set(['RsyslogStatisticsStale', 'RsyslogIntervalsDoNotFit']);

/** @param name of the rule */
export function scaleExpression(expr: string, name: string): string {
  const time = (text: string) => String(Number(text) / FACTOR);
  const ranges = expr
    .replaceAll(/\[([0-9wdhms]+)(?=[\]:])/g, (_, range: string) => `[${scaled(range)}`)
    .replaceAll(/(?<=\[[^\]]*):([0-9wdhms]+)(?=\])/g, (_, step: string) => `:${scaled(step)}`)
    .replaceAll(/\boffset ([0-9wdhms]+)/g, (_, offset: string) => `offset ${scaled(offset)}`);
  if (!ABOUT_TIMES.has(name)) return ranges;
  return ranges.replaceAll(/\b([0-9]+)(?= \/ )/g, time).replaceAll(/(?<= [<>] )([0-9]+)/g, time);
}

export const scalePending = scaled;
