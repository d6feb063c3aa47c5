// Joins the stages: bytes of any number of streams to lines, lines to batches per host, batches to series. It counts its work
// and reports rejected lines; it neither reads nor writes anything itself, and has no clock.
import { BatchAssembler, type Batch } from '../impstats/batch.ts';
import { LineSplitter } from '../impstats/line-splitter.ts';
import { LineParser } from '../impstats/parser.ts';
import type { Item, Reject } from '../impstats/record.ts';
import type { SeriesStore } from '../series/store.ts';
import { zeroCounts, type Counts } from './counts.ts';
import { Hosts, type Host, type HostOptions } from './hosts.ts';
import type { Stream } from './stream.ts';

export interface CollectorOptions extends HostOptions {
  /** longest line that is taken whole */
  readonly maxLineBytes: number;
  /** objects per batch */
  readonly maxBatchObjects: number;
  /** time without a line that ends a batch, milliseconds */
  readonly gapMs: number;
  /** an earlier run of this program exported the batches up to here, milliseconds since the epoch */
  readonly replayedUntilMs: number;
  /** the reasons for which inputs refuse connections and datagrams */
  readonly refusals: readonly string[];
}

export const DEFAULT_COLLECTOR: CollectorOptions = {
  maxLineBytes: 1_048_576,
  maxBatchObjects: 100_000,
  maxHosts: 10_000,
  gapMs: 1000,
  nodeLabel: false,
  replayedUntilMs: 0,
  refusals: [],
};

/** A line, or a part of one, that was not taken. */
export interface RejectedLine extends Reject {
  /** name of the stream */
  readonly stream: string;
  /** counted from 1, in the stream */
  readonly line: number;
  /** the line, as far as it was kept, without NUL bytes */
  readonly text: string;
}

const decoder = new TextDecoder();

export class Collector {
  readonly store: SeriesStore;
  readonly #options: CollectorOptions;
  readonly #reportRejected: (rejected: RejectedLine) => void;
  readonly #counts;
  readonly #hosts: Hosts;
  #revision = 0;
  #filledBatches = 0;

  constructor(
    store: SeriesStore,
    options: Partial<CollectorOptions> = {},
    reportRejected: (rejected: RejectedLine) => void = () => {},
  ) {
    this.store = store;
    this.#options = { ...DEFAULT_COLLECTOR, ...options };
    this.#reportRejected = reportRejected;
    this.#counts = zeroCounts(this.#options.refusals);
    this.#hosts = new Hosts(this.#options, (labels) => {
      const source = store.createSource(labels);
      const assembler = new BatchAssembler(this.#options.maxBatchObjects, (batch) => this.#apply(source, batch));
      return { assembler, source };
    });
  }

  /** Rises with every change of what is exported, the counts included: the one sign that a page is out of date. */
  get revision(): number {
    return this.#revision;
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** What was dropped, by the limit. */
  get drops(): SeriesStore['drops'] & Counts['dropped'] {
    return { ...this.store.drops, ...this.#counts.dropped };
  }

  /** Batches that ended so far. */
  get endedBatches(): number {
    const { complete, unbracketed, incomplete } = this.#counts.batches;
    return complete + unbracketed + incomplete;
  }

  /** Those of them that had an object. */
  get filledBatches(): number {
    return this.#filledBatches;
  }

  /** Whether closeQuiet() will be needed. */
  get hasOpenBatches(): boolean {
    for (const { assembler } of this.#hosts) if (assembler.isOpen) return true;
    return false;
  }

  /**
   * @param name for messages; streams of one name share their hosts
   * @param peer address of the sender, for lines whose header names no host
   */
  stream(name: string, peer = ''): Stream {
    const parser = new LineParser();
    const findHost = this.#hosts.finder(name, peer);
    let line = 0;
    let now = 0;
    const splitter = new LineSplitter(this.#options.maxLineBytes, (bytes, start, end, tooLong) => {
      line++;
      this.#revision++;
      this.#counts.lines++;
      const { host, items } = parser.parse(bytes, start, end, tooLong);
      // A line may have thousands of rejects.
      let text: string | undefined;
      for (const item of items) {
        const reject = item.kind === 'reject' ? item : this.#collect(item, findHost(host), now);
        if (!reject) continue;
        const { kind, reason, offset, detail } = reject;
        text ??= decoder.decode(bytes.subarray(start, end)).replaceAll('\0', '');
        // Spreading the reject takes ten times as long, which a flood of bad lines would feel.
        this.#reject({ kind, reason, offset, detail, stream: name, line, text });
      }
    });
    return {
      write: (bytes, at) => {
        now = at;
        // A plain one also when it is a Buffer: code that has seen both kinds is optimized twice.
        splitter.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
      },
      end: (at) => {
        now = at;
        splitter.end();
      },
      reset: () => splitter.reset(),
    };
  }

  /** Counts what an input refused. */
  countRefusal(reason: string): void {
    this.#revision++;
    this.#counts.refused[reason] = (this.#counts.refused[reason] ?? 0) + 1;
  }

  /** Closes the batches that have been quiet for the gap. */
  closeQuiet(now: number): void {
    for (const { assembler } of this.#hosts) {
      if (assembler.isOpen && now - assembler.lastAt >= this.#options.gapMs) assembler.close();
    }
  }

  /** Closes all batches: nothing more will come. */
  closeAll(): void {
    for (const { assembler } of this.#hosts) assembler.close();
  }

  /**
   * Removes the hosts that have been silent for longer than the limit, with all that is kept for them.
   * @param limitMs see Hosts.removeSilent
   * @returns how many of them had series
   */
  removeSilent(now: number, limitMs: (intervalMs: number | undefined) => number): number {
    const removed = this.#hosts.removeSilent(now, limitMs);
    for (const source of removed) this.store.remove(source);
    if (removed.length > 0) this.#revision++;
    return removed.length;
  }

  #collect(item: Item, host: Host | undefined, now: number): Reject | undefined {
    if (host) return host.assembler.push(item, now);
    if (item.kind === 'object') this.#counts.dropped.sources++;
    return undefined;
  }

  #apply(source: Host['source'], batch: Batch): void {
    this.#revision++;
    this.#counts.batches[batch.result]++;
    this.#counts.dropped.batch_size += batch.droppedObjects;
    if (batch.records.length > 0) this.#filledBatches++;
    // It says nothing about any series, and each apply() looks at all of them: a flood of BEGIN must not.
    else if (batch.result === 'incomplete') return;
    this.store.apply(source, batch, batch.at <= this.#options.replayedUntilMs);
  }

  #reject(rejected: RejectedLine): void {
    this.#counts.rejected[rejected.reason]++;
    this.#reportRejected(rejected);
  }
}
