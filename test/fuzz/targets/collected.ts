// Bytes to series and to the exposition, for the targets that judge these: the one place where they meet the program.
import { Collector } from '../../../src/collector/collector.ts';
import { createPage } from '../../../src/exposition/page.ts';
import { renderFamilies, TEXT } from '../../../src/exposition/render.ts';
import { readSums } from '../../../src/exposition/restore.ts';
import { DEFAULT_LIMITS } from '../../../src/series/admission.ts';
import { SELF_PREFIX } from '../../../src/series/naming/namer.ts';
import { SeriesStore, type StoreOptions } from '../../../src/series/store.ts';
import { parseExposition } from '../../peers/exposition.ts';
import { linesOf } from '../inputs.ts';
import { Finding, rule, textOf } from '../target.ts';

const LF = Uint8Array.of(0x0a);
const LIMITS = { ...DEFAULT_LIMITS, senders: 1_000 };
/** Times are made up: each line comes so long after the one before. */
const INTERVAL_MS = 1_000;

export interface Collected {
  readonly store: SeriesStore;
  /** the whole page, the exporter's own metrics included */
  page(): Promise<string>;
}

/**
 * @param state what an earlier run exported, as text
 * @param afterBatch sees the store after a line that ended batches
 */
export function collect(
  input: Uint8Array,
  options: Partial<StoreOptions> = {},
  state = '',
  afterBatch: (store: SeriesStore) => void = () => {},
): Collected {
  const restored = readSums(state);
  const store = new SeriesStore({ limits: LIMITS, ...options }, restored);
  const collector = new Collector(store, { nodeLabel: true, replayedUntilMs: restored.lastBatchAt });
  const stream = collector.stream('fuzz');
  let at = 0;
  let batches = 0;
  const observe = (): void => {
    if (collector.endedBatches > batches) afterBatch(store);
    batches = collector.endedBatches;
  };
  for (const line of linesOf(input)) {
    at += INTERVAL_MS;
    stream.write(line, at);
    stream.write(LF, at);
    observe();
  }
  stream.end(at);
  collector.closeAll();
  observe();
  const page = createPage({ version: '1', collector, nodeLabel: true });
  return { store, page: async () => (await page(TEXT)).body.toString() };
}

export const seriesOnly = (store: SeriesStore): string => renderFamilies(store.view(), TEXT);

/** Values of the summed counters of every source, by the series itself: one that comes back later is another one. */
export function sumsOf(store: SeriesStore): Map<object, { readonly name: string; readonly value: number | bigint }> {
  const sums = new Map<object, { readonly name: string; readonly value: number | bigint }>();
  for (const source of store.sources)
    for (const series of source.series)
      if (series.resets?.isInterval === true)
        sums.set(series, { name: series.family.name + series.labels, value: series.value });
  return sums;
}

/** @returns the samples by their name and labels; @throws Finding when Prometheus would refuse the text, or a number in it */
export function judgeExposition(text: string): Map<string, string> {
  const samples = new Map<string, string>();
  // As UTF-8, as it is sent: halves of surrogate pairs are lost there.
  for (const { samples: all } of parsed(textOf(Buffer.from(text))).values()) {
    for (const { name, labels, value } of all) {
      const isInRange = Number.isFinite(Number(value)) || /^(?:[+-]?Inf|NaN)$/.test(value);
      rule(isInRange, 'Go can read each value', () => `${name} ${value}`);
      samples.set(JSON.stringify([name, ...labels]), value);
    }
  }
  return samples;
}

function parsed(text: string): ReturnType<typeof parseExposition> {
  try {
    return parseExposition(text);
  } catch (error) {
    throw new Finding('Prometheus can read the exposition', (error as Error).message);
  }
}

export const isOwn = (series: string): boolean => series.startsWith(`["${SELF_PREFIX}`);
