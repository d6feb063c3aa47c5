// An input as the commands open it, with a real collector behind it: what tests look at is what arrived in the store.
import { Collector, type RejectedLine } from '../../src/collector/collector.ts';
import { openInput } from '../../src/input/index.ts';
import { INPUT_REFUSALS, type Input, type InputRefusal } from '../../src/input/input.ts';
import { parseInputUrl } from '../../src/input/url.ts';
import { DEFAULT_INPUT_OPTIONS, type InputOptions } from '../../src/input/options.ts';
import type { Batch } from '../../src/impstats/batch.ts';
import type { Fields, Level, Log } from '../../src/log.ts';
import type { Source } from '../../src/series/source.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { PassThrough, Readable } from 'node:stream';
import { atEnd } from '../peers/cleanup.ts';
import { until } from '../peers/until.ts';

export interface Opened extends AsyncDisposable {
  readonly input: Input;
  readonly collector: Collector;
  readonly batches: readonly Batch[];
  readonly refusals: readonly RejectedLine[];
  readonly refused: Readonly<Record<InputRefusal, number>>;
  readonly log: readonly string[];
  /** values of the counter `seq` of the batches, in the order in which they came */
  sequence(): number[];
  /** resolves with the next batch that is not here yet */
  nextBatch(): Promise<void>;
  untilComplete(batches: number, deadlineMs?: number): Promise<void>;
}

export interface OpenOptions {
  readonly options?: Partial<InputOptions>;
  readonly now?: () => number;
}

export async function open(url: string, { options = {}, now = Date.now }: OpenOptions = {}): Promise<Opened> {
  const batches: Batch[] = [];
  const refusals: RejectedLine[] = [];
  const lines: string[] = [];
  const refused = Object.fromEntries(INPUT_REFUSALS.map((what) => [what, 0])) as Record<InputRefusal, number>;
  let arrived: () => void = () => {};
  const write = (level: Level) => (message: string, fields?: Fields) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  class WatchedStore extends SeriesStore {
    override apply(source: Source, batch: Batch, replayed?: boolean): void {
      super.apply(source, batch, replayed);
      batches.push(batch);
      arrived();
    }
  }
  const collector = new Collector(new WatchedStore(), {}, (rejected) => refusals.push(rejected));
  const input = await openInput(parseInputUrl(url), {
    io: { stdin: Readable.from([]), stdout: new PassThrough(), now },
    confirmMessages: false,
    log,
    options: { ...DEFAULT_INPUT_OPTIONS, ...options },
    stream: (name, peer) => collector.stream(name, peer),
    count: (what) => refused[what]++,
  });
  const forget = atEnd(() => input.close());
  return {
    input,
    collector,
    batches,
    refusals,
    refused,
    log: lines,
    sequence: () => batches.flatMap((batch) => sequenceOf(batch)),
    nextBatch: () => new Promise((resolve) => (arrived = resolve)),
    async untilComplete(wanted, deadlineMs = 30_000) {
      const { counts } = collector;
      // The message of a failure shows how far it came.
      const check = () =>
        counts.batches.complete >= wanted ||
        Promise.reject(new Error(JSON.stringify({ counts, lines: lines.slice(-10) })));
      await until(`${wanted} complete batches`, check, { deadlineMs });
    },
    async [Symbol.asyncDispose]() {
      forget();
      await input.close();
    },
  };
}

function sequenceOf({ records }: Batch): number[] {
  return records.flatMap(({ shape, values }) => {
    const at = shape.keys.indexOf('seq');
    return at === -1 ? [] : [Number(values[at])];
  });
}
