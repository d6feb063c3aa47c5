// What rsyslog itself wrote about its counters, read from impstats' log.file with the least possible code, so that it can
// judge the program under test. Reads format="json" with brackets only.
import { existsSync, readFileSync } from 'node:fs';
import { seriesId } from './series.ts';

/** series id -> value of one batch, by the naming contract */
export type BatchValues = ReadonlyMap<string, string>;

interface StatisticsLine {
  readonly name: string;
  readonly origin: string;
  readonly values?: Readonly<Record<string, number>>;
  readonly [counter: string]: unknown;
}

/** @returns the complete batches in the file so far, oldest first */
export function readBatches(file: string): BatchValues[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // Each line starts with a date of 24 characters, a colon and a blank.
  const lines = text.split('\n').map((line) => line.slice(26));
  const batches: BatchValues[] = [];
  let open: Map<string, string> | undefined;
  for (const line of lines) {
    if (line === 'BEGIN') open = new Map();
    else if (line === 'END') {
      if (open) batches.push(open);
      open = undefined;
    } else if (line !== '') {
      for (const [id, value] of seriesOf(JSON.parse(line) as StatisticsLine)) open?.set(id, value);
    }
  }
  return batches;
}

function seriesOf({ name, origin, values, ...counters }: StatisticsLine): [string, string][] {
  const entries = Object.entries(values ?? counters).map(([counter, value]) => [counter, String(value)] as const);
  if (origin === 'dynstats.bucket') {
    return entries.map(([counter, value]) => [seriesId('rsyslog_pstat_dynstats', { name, origin, counter }), value]);
  }
  if (origin === 'dynstats') {
    return entries.map(([counter, value]) => {
      const [, bucket = '', what = ''] = /^(.+)\.([^.]+)$/.exec(counter) ?? [];
      return [seriesId(`rsyslog_pstat_dynstats_${what}`, { name: bucket, origin }), value];
    });
  }
  const metric = (counter: string): string => `rsyslog_pstat_${counter.replaceAll(/\W/g, '_')}`;
  return entries.map(([counter, value]) => [seriesId(metric(counter), { name, origin }), value]);
}
