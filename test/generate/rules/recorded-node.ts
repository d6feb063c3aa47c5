// A recording of a real rsyslogd as what Prometheus scrapes from the exporter each minute. Three seconds of a recording are a minute.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Collector } from '../../../src/collector/collector.ts';
import { createPage } from '../../../src/exposition/page.ts';
import { parseSamples } from '../../../src/exposition/parse.ts';
import { TEXT } from '../../../src/exposition/render.ts';
import { SeriesStore } from '../../../src/series/store.ts';

const FOLDER = new URL('../../fixtures/faults/', import.meta.url);
const SECONDS_PER_MINUTE = 3;

export interface RecordingInfo {
  /** blind: the counters of a node do not show it, or it is meant so */
  readonly kind: 'fault' | 'healthy' | 'blind';
  /** minutes from the fault to the first alert */
  readonly bound?: number;
  /** index of the first report after the fault, and after it was healed */
  readonly faultBatch: number;
  readonly healBatch?: number;
  readonly note: string;
}

export const RECORDED = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Readonly<
  Record<string, RecordingInfo>
>;

export type Page = ReadonlyMap<string, string>;

export interface RecordedNode {
  /** one per minute: values by series as the exposition has them */
  readonly pages: readonly Page[];
  /** minutes of the reports */
  readonly reportedAt: readonly number[];
}

export async function playRecording(name: string): Promise<RecordedNode> {
  const reports = reportsOf(gunzipSync(readFileSync(new URL(`${name}.log.gz`, FOLDER))).toString('latin1'));
  const collector = new Collector(new SeriesStore());
  const stream = collector.stream('recording');
  const page = createPage({ version: 'recorded', collector, nodeLabel: false });
  const pages: Page[] = [];
  let next = 0;
  for (let minute = 0; next < reports.length; minute++) {
    for (; (reports[next]?.minute ?? Infinity) <= minute; next++) {
      // Prometheus takes 0 for "no report yet", as the exporter means it.
      const at = Math.max(1, (reports[next]?.minute ?? 0) * 60) * 1000;
      stream.write(Buffer.from(reports[next]?.text ?? '', 'latin1'), at);
    }
    pages.push(samplesOf((await page(TEXT)).body.toString()));
  }
  return { pages, reportedAt: reports.map(({ minute }) => minute) };
}

function samplesOf(text: string): Page {
  return new Map(Array.from(parseSamples(text), ({ series, value }) => [series, value]));
}

interface Report {
  readonly minute: number;
  readonly text: string;
}

const LINE = /^(\w{3} \w{3} [ \d]\d [\d:]{8} \d{4}): /;

/** The minutes of reports are in order; a report that comes early for its minute gets the next one. */
function reportsOf(text: string): readonly Report[] {
  const reports: Report[] = [];
  let open: string[] | undefined;
  let start: number | undefined;
  let before = -Infinity;
  for (const line of text.split('\n')) {
    if (line.endsWith(': BEGIN')) open = [];
    open?.push(line);
    if (open === undefined || !line.endsWith(': END')) continue;
    const seconds = Date.parse(`${LINE.exec(line)?.[1]} UTC`) / 1000;
    start ??= seconds;
    const last = reports.at(-1)?.minute ?? -1;
    const slot = Math.round((seconds - start) / SECONDS_PER_MINUTE);
    const minute = slot <= last && seconds - before >= SECONDS_PER_MINUTE - 1 ? last + 1 : Math.max(last, slot);
    reports.push({ minute, text: `${open.join('\n')}\n` });
    before = seconds;
    open = undefined;
  }
  return reports;
}
