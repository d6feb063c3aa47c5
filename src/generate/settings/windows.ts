// How long windows and ages must be for the intervals of reports and scrapes. Contains no alert.
import { duration, seconds } from './duration.ts';

/** Durations as in the settings. */
interface Intervals {
  readonly impstats: string;
  readonly scrape: string;
}

/** Samples that a window must span: with fewer, a rise and a gap look the same. */
export const LEAST_SAMPLES = 4;

/** Samples that a window spans by default: one more than it must, for a late sample. */
export const SAMPLES_PER_WINDOW = LEAST_SAMPLES + 1;

/** @returns seconds between two different values of a series, at most */
export function sampleSeconds({ impstats, scrape }: Intervals): number {
  return Math.max(seconds(impstats), seconds(scrape));
}

/** @returns `atLeast`, or the longer duration that spans the default number of samples */
export function windowOf(intervals: Intervals, atLeast: string): string {
  return duration(Math.max(seconds(atLeast), SAMPLES_PER_WINDOW * sampleSeconds(intervals)));
}

/** @returns seconds: the newest value that Prometheus has of a healthy node is up to one report and one scrape old */
export function healthyAge({ impstats, scrape }: Intervals): number {
  return seconds(impstats) + seconds(scrape);
}

/** A restart of rsyslogd or of the node takes this long, however often it reports. In seconds. */
const RESTART_SECONDS = 120;

/**
 * The age from which statistics are stale. A tenth of an interval above the healthy age absorbs the drift of rsyslog's timer.
 * With reports far apart the limit is higher, so that a reboot passes unnoticed: three intervals, less the scrape that sees it.
 */
export function staleAge(intervals: Intervals): string {
  const [impstats, scrape] = [seconds(intervals.impstats), seconds(intervals.scrape)];
  return duration(Math.max(RESTART_SECONDS, healthyAge(intervals) + impstats / 10, 3 * impstats - scrape));
}

/** @returns seconds for which Prometheus must have seen the same report before one that looks old is stale: the clock of a node may be behind */
export const seenTime = (intervals: Intervals, staleSeconds: number): number =>
  Math.max(healthyAge(intervals), staleSeconds - seconds(intervals.scrape));

/** @returns seconds after which the same report is stale regardless of the node's clock: up to two scrapes see the same healthy report */
export const sameTime = ({ impstats, scrape }: Intervals, staleSeconds: number): number =>
  Math.ceil(Math.max(staleSeconds, 3 * seconds(scrape) + seconds(impstats) / 10));

/** @returns how long an input has had no messages, by default */
export const silentTime = (intervals: Intervals): string => windowOf(intervals, '15m');

/** @returns how long an action has taken no message, by default */
export const untakenTime = (intervals: Intervals): string => windowOf(intervals, '10m');

/** @returns how far history reaches back, by default */
export const historyOf = (intervals: Intervals): string =>
  duration(Math.max(seconds('24h'), seconds(silentTime(intervals))));
