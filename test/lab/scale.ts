// The lab's clock: what takes a minute on a node takes an interval of three seconds here. Rules are generated for these intervals,
// and what they say in minutes is divided by the same factor, so that the expressions are those that everybody gets.
import { duration, seconds } from '../../src/generate/settings/duration.ts';
import { staleAge } from '../../src/generate/settings/windows.ts';

/** between two reports of impstats, and between two scrapes */
export const INTERVAL_SECONDS = 3;
export const INTERVAL_MS = INTERVAL_SECONDS * 1000;

/** of rules with default settings, and of the bounds that faults are to be seen within */
const REAL_INTERVAL_SECONDS = 60;
const FACTOR = REAL_INTERVAL_SECONDS / INTERVAL_SECONDS;

/** How often rsyslog tries again: its default of 30 seconds, on the lab's clock. */
export const RESUME_SECONDS = Math.ceil(30 / FACTOR);

/** What is shorter than a minute follows from the intervals of the settings, and is left alone. */
const scaled = (text: string): string => {
  const total = seconds(text);
  return total < REAL_INTERVAL_SECONDS ? text : duration(total / FACTOR);
};

/** The age of statistics from which they are stale, on the lab's clock: the one of real intervals. */
export const STATISTICS_AGE = duration(
  seconds(staleAge({ impstats: `${REAL_INTERVAL_SECONDS}s`, scrape: `${REAL_INTERVAL_SECONDS}s` })) / FACTOR,
);

/** Ranges and offsets of an expression, and times that it divides by the number of what came in a range. */
export function scaleExpression(expr: string): string {
  return expr
    .replaceAll(/\b([0-9]+)(?= \/ \(?max by)/g, (_, time: string) => String(Number(time) / FACTOR))
    .replaceAll(/\[([0-9wdhms]+)(?=[\]:])/g, (_, range: string) => `[${scaled(range)}`)
    .replaceAll(/\boffset ([0-9wdhms]+)/g, (_, offset: string) => `offset ${scaled(offset)}`);
}

export const scalePending = scaled;
