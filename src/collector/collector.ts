// Joins the stages: bytes of any number of streams to lines, lines to batches per host, batches to series. It counts its work
// and reports rejected lines; it neither reads nor writes anything itself, and has no clock.
// Longer than other files: all stages meet here, and each only passes on what the one before returned.
import { BatchAssembler, type Batch } from '../impstats/batch.ts';
import { LineSplitter, type LineSink } from '../impstats/line-splitter.ts';
import { LineParser } from '../impstats/parser.ts';
import type { Mark, ObjectRecord, Reject } from '../impstats/record.ts';
import type { Source } from '../series/source.ts';
import type { SeriesStore } from '../series/store.ts';
import { zeroCounts, type Counts, type HostDropReason, type ObjectDropReason } from './counts.ts';
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
  /** when this run began, milliseconds of the monotonic clock: what was written later is no replay */
  readonly startedMs: number;
  /** the reasons for which inputs refuse connections and datagrams */
  readonly refusals: readonly string[];
}

export const DEFAULT_COLLECTOR: CollectorOptions = {
  maxLineBytes: 1_048_576,
  maxBatchObjects: 100_000,
  maxHosts: 10_000,
  gapMs: 1000,
  nodeLabel: false,
  staleAfterMs: undefined,
  isRelay: () => false,
  replayedUntilMs: 0,
  startedMs: Infinity,
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
  #seriesRevision = 0;
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
    this.#hosts = new Hosts(this.#options, store, (labels) => {
      const source = store.createSource(labels);
      const apply = (batch: Batch): void => this.#apply(source, batch);
      return { assembler: new BatchAssembler(this.#options.maxBatchObjects, apply, store.memory.batches), source };
    });
  }

  /** Rises with every change of what is exported, the counts included. */
  get revision(): number {
    return this.#revision;
  }

  /** Rises with every batch, and when hosts are removed. */
  get seriesRevision(): number {
    return this.#seriesRevision;
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** What was dropped, by the limit. */
  get drops(): Readonly<Record<keyof SeriesStore['drops'] | ObjectDropReason, number>> {
    const { dropped } = this.#counts;
    const { drops } = this.store;
    return {
      ...drops,
      ...dropped,
      name_length: drops.name_length + dropped.name_length,
      memory: drops.memory + dropped.memory,
    };
  }

  /** When the last batch of hosts that are gone came, milliseconds since the epoch, by node. */
  get departedHosts(): ReadonlyMap<string, number> {
    return this.#hosts.departed;
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
    const { lines: account } = this.store.memory;
    const parser = new LineParser(account);
    const findHost = this.#hosts.finder(name, peer);
    let line = 0;
    let at = 0;
    let nowMs = 0;
    const take: LineSink = (bytes, start, end, tooLong) => {
      line++;
      this.#revision++;
      this.#counts.lines++;
      const parsed = parser.parse(bytes, start, end, tooLong);
      const itemBytes = parsed.bytes / parsed.items.length;
      // A line may have thousands of rejects.
      let text: string | undefined;
      const rejectPart = ({ kind, reason, offset, detail }: Reject): void => {
        text ??= decoder.decode(bytes.subarray(start, end)).replaceAll('\0', '');
        // Spreading the reject takes ten times as long, which a flood of bad lines would feel.
        this.#reject({ kind, reason, offset, detail, stream: name, line, text });
      };
      for (const item of parsed.items) {
        if (item.kind === 'reject') {
          rejectPart(item);
          continue;
        }
        const parted = item.kind === 'object' ? this.store.withoutUnderflows(item) : undefined;
        for (const part of parted?.rejected ?? []) rejectPart(part);
        const refused = this.#collect(parted?.record ?? item, findHost(parsed.host, nowMs), at, nowMs, itemBytes);
        if (refused) rejectPart(refused);
      }
    };
    const splitter = new LineSplitter(this.#options.maxLineBytes, take, account);
    const setTime = (writtenAt: number, monotonicMs: number): void => {
      at = writtenAt;
      nowMs = monotonicMs;
    };
    return {
      write: (bytes, writtenAt, monotonicMs = writtenAt) => {
        setTime(writtenAt, monotonicMs);
        // A plain one also when it is a Buffer: code that has seen both kinds is optimized twice.
        splitter.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
      },
      end: (writtenAt, monotonicMs = writtenAt) => {
        setTime(writtenAt, monotonicMs);
        splitter.end();
      },
      reset: () => splitter.reset(),
      close: () => {
        splitter.reset();
        parser.close();
        // The memory that is exported has changed.
        this.#revision++;
      },
    };
  }

  /** Counts sums of an earlier run that cannot be continued, as rejected lines. */
  countRejectedSums(count: number): void {
    this.#counts.rejected.bad_value += count;
  }

  /** Counts what an input refused. */
  countRefusal(reason: string): void {
    this.#revision++;
    this.#counts.refused[reason] = (this.#counts.refused[reason] ?? 0) + 1;
  }

  /** Closes the batches that have been quiet for the gap. @param nowMs of the monotonic clock */
  closeQuiet(nowMs: number): void {
    for (const { assembler } of this.#hosts) {
      if (assembler.isOpen && nowMs - assembler.lastMs >= this.#options.gapMs) assembler.close();
    }
  }

  /** Closes all batches: nothing more will come. */
  closeAll(): void {
    for (const { assembler } of this.#hosts) assembler.close();
  }

  /**
   * Removes the silent hosts, with all that is kept for them.
   * @param nowMs of the monotonic clock
   * @returns how many of them had series
   */
  removeSilent(nowMs: number): number {
    const removed = this.#hosts.removeSilent(nowMs);
    if (removed > 0) this.#noteSeries();
    return removed;
  }

  #collect(
    item: ObjectRecord | Mark,
    host: Host | Reject | HostDropReason,
    at: number,
    nowMs: number,
    bytes: number,
  ): Reject | undefined {
    if (typeof host !== 'string') return 'kind' in host ? host : host.assembler.push(item, at, nowMs, bytes);
    if (item.kind === 'object') this.#counts.dropped[host]++;
    return undefined;
  }

  #apply(source: Source, batch: Batch): void {
    this.#revision++;
    this.#counts.batches[batch.result]++;
    this.#counts.dropped.batch_size += batch.droppedObjects;
    this.#counts.dropped.memory += batch.droppedForMemory;
    if (batch.records.length > 0) this.#filledBatches++;
    // An empty batch changes no series, and apply() visits all of them: a flood of BEGIN must not cost that.
    else if (batch.result === 'incomplete') return;
    this.#seriesRevision++;
    const isReplayed = batch.at <= this.#options.replayedUntilMs && batch.monotonicMs < this.#options.startedMs;
    this.store.apply(source, batch, isReplayed);
  }

  #noteSeries(): void {
    this.#revision++;
    this.#seriesRevision++;
  }

  #reject(rejected: RejectedLine): void {
    this.#counts.rejected[rejected.reason]++;
    this.#reportRejected(rejected);
  }
}
