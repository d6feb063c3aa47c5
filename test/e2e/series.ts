// What the tests ask of an exposition: single values by name and labels, and the part about rsyslog alone.
import type { Family } from '../peers/exposition.ts';

export type Families = ReadonlyMap<string, Family>;
export type Labels = Readonly<Record<string, string>>;

const SELF = 'rsyslog_pstat_exporter_';

/** Name and sorted labels as one string, to compare what different sources say about the same series. */
export function seriesId(name: string, labels: Labels): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return name + JSON.stringify(sorted);
}

/** @returns the value as written, or undefined when there is no such series; all labels have to be given */
export function valueOf(families: Families, name: string, labels: Labels = {}): string | undefined {
  const wanted = seriesId(name, labels);
  return families
    .get(name)
    ?.samples.find((sample) => seriesId(sample.name, Object.fromEntries(sample.labels)) === wanted)?.value;
}

/** @returns a counter or gauge of the exporter about itself; NaN when it is missing */
export function selfValue(families: Families, name: string, labels: Labels = {}): number {
  return Number(valueOf(families, SELF + name, labels));
}

/** @returns the counters of refused lines that are not 0 */
export function refusals(families: Families): Record<string, number> {
  const samples = families.get(`${SELF}rejected_lines_total`)?.samples ?? [];
  const counts = samples.map(({ labels, value }) => [labels.get('reason') ?? '', Number(value)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** @returns the lines of the text, comments included, that are about rsyslog and not about the exporter */
export function aboutRsyslog(text: string): string[] {
  return text.split('\n').filter((line) => /^(# (HELP|TYPE) )?rsyslog_pstat_/.test(line) && !line.includes(SELF));
}
