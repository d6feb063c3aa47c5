// Joins the stages: bytes of any number of streams to lines, lines to batches per source, batches to series. It counts what
// it does and reports what it refuses; it neither reads nor writes anything itself, and has no clock.
import { BatchAssembler, type Batch } from '../impstats/batch.ts';
import { LineSplitter } from '../impstats/line-splitter.ts';
import { LineParser } from '../impstats/parser.ts';
import type { Item, Reject } from '../impstats/record.ts';
import { DEFAULT_LIMITS } from '../series/limits.ts';
import type { Label } from '../series/naming/namer.ts';
import type { SeriesStore } from '../series/store.ts';
import { noCounts, type Counts } from './counts.ts';

export interface CollectorOptions {
  /** longest line that is taken whole */
  readonly maxLineBytes: number;
  /** objects per batch */
  readonly maxBatchObjects: number;
  /** hosts that are told apart */
  readonly maxSources: number;
  /** time without a line that ends a batch, milliseconds */
  readonly gapMs: number;
  /** hosts are told apart by the label `node` */
  readonly nodeLabel: boolean;
  /** batches up to here were exported before our own start, milliseconds since the epoch */
  readonly replayedUntilMs: number;
}

export const DEFAULT_COLLECTOR: CollectorOptions = {
  maxLineBytes: 1_048_576,
  maxBatchObjects: 100_000,
  maxSources: DEFAULT_LIMITS.sources,
  gapMs: 1000,
  nodeLabel: false,
  replayedUntilMs: 0,
};

/** A line, or a part of one, that was not taken. */
export interface Refusal extends Reject {
  /** name of the stream */
  readonly stream: string;
  /** counted from 1, in the stream */
  readonly line: number;
  /** the line, as far as it was kept, without NUL bytes */
  readonly text: string;
}

export interface CollectorEvents {
  refused?(refusal: Refusal): void;
  /** after the batch is in the store */
  batch?(batch: Batch): void;
}

/** One ordered stream of bytes. */
export interface Stream {
  /** @param at when they were written, as far as that is known, milliseconds since the epoch */
  write(bytes: Uint8Array, at: number): void;
  /** the stream is over: what it holds is all there is of its last line */
  end(at: number): void;
  /** forgets an unfinished line */
  reset(): void;
}

const decoder = new TextDecoder();

export class Collector {
  readonly counts: Counts = noCounts();
  readonly store: SeriesStore;
  readonly #options: CollectorOptions;
  readonly #events: CollectorEvents;
  readonly #assemblers = new Map<string, BatchAssembler>();
  readonly #open = new Set<BatchAssembler>();
  /** how often sources were removed */
  #removals = 0;

  constructor(store: SeriesStore, options: Partial<CollectorOptions> = {}, events: CollectorEvents = {}) {
    this.store = store;
    this.#options = { ...DEFAULT_COLLECTOR, ...options };
    this.#events = events;
  }

  /** Whether a batch is open, so that closeQuiet() will be needed. */
  get hasOpenBatches(): boolean {
    return this.#open.size > 0;
  }

  /**
   * @param name for messages; streams of one name share their sources
   * @param peer who sends, for lines whose header names no host
   */
  stream(name: string, peer = ''): Stream {
    const parser = new LineParser();
    const find = this.#finder(name, peer);
    let line = 0;
    let now = 0;
    const splitter = new LineSplitter(this.#options.maxLineBytes, (bytes, start, end, tooLong) => {
      line++;
      this.counts.lines++;
      const { host, items } = parser.parse(bytes, start, end, tooLong);
      for (const item of items) {
        const rejected = item.kind === 'reject' ? item : this.#take(item, find(host), now);
        if (rejected) this.#refuse(rejected, name, line, bytes.subarray(start, end));
      }
    });
    return {
      write: (bytes, at) => {
        now = at;
        splitter.push(bytes);
      },
      end: (at) => {
        now = at;
        splitter.end();
      },
      reset: () => splitter.reset(),
    };
  }

  /** Closes the batches that have been quiet for the gap. */
  closeQuiet(now: number): void {
    for (const assembler of this.#open) {
      if (now - assembler.lastAt >= this.#options.gapMs) this.#close(assembler);
    }
  }

  /** Closes all batches: nothing more will come. */
  closeAll(): void {
    for (const assembler of this.#open) this.#close(assembler);
  }

  /** Sources that have been silent for long go, with all that is kept for them; @returns their names */
  removeSilent(now: number, limitMs: (intervalMs: number | undefined) => number): string[] {
    const gone = this.store.removeSources((source) => now - source.lastBatchAt > limitMs(source.intervalMs));
    // Also those that never brought a batch: a host that sends nothing but END must not take the place of another one.
    for (const [id, assembler] of this.#assemblers) {
      if (assembler.isOpen || this.store.sources.has(id)) continue;
      this.#assemblers.delete(id);
      this.#removals++;
    }
    return gone;
  }

  #take(item: Item, assembler: BatchAssembler | undefined, now: number): Reject | undefined {
    if (!assembler) {
      if (item.kind === 'object') this.store.drops.sources++;
      return undefined;
    }
    const wasOpen = assembler.isOpen;
    const rejected = assembler.push(item, now);
    if (assembler.isOpen === wasOpen) return rejected;
    if (wasOpen) this.#open.delete(assembler);
    else this.#open.add(assembler);
    return rejected;
  }

  /** A stream's lines are of the same host as a rule, so the last answer is kept until sources are removed. */
  #finder(stream: string, peer: string): (host: string) => BatchAssembler | undefined {
    let lastHost: string | undefined;
    let removals = this.#removals;
    let found: BatchAssembler | undefined;
    return (host) => {
      if (host === lastHost && found && removals === this.#removals) return found;
      lastHost = host;
      removals = this.#removals;
      found = this.#assembler(stream, host === '' ? peer : host);
      return found;
    };
  }

  #close(assembler: BatchAssembler): void {
    this.#open.delete(assembler);
    assembler.close();
  }

  #assembler(stream: string, host: string): BatchAssembler | undefined {
    const { nodeLabel, maxBatchObjects, maxSources, replayedUntilMs } = this.#options;
    // A host that comes back over another connection or input is the same one if it is shown under the same label.
    const id = nodeLabel ? host : `${stream}\0${host}`;
    const known = this.#assemblers.get(id);
    if (known || this.#assemblers.size >= maxSources) return known;
    const labels: Label[] = nodeLabel && host !== '' ? [['node', host]] : [];
    const assembler = new BatchAssembler(maxBatchObjects, (batch) => {
      this.counts.batches[batch.result]++;
      this.store.apply(id, labels, batch, batch.at <= replayedUntilMs);
      this.#events.batch?.(batch);
    });
    this.#assemblers.set(id, assembler);
    return assembler;
  }

  #refuse(reject: Reject, stream: string, line: number, bytes: Uint8Array): void {
    this.counts.rejected[reject.reason]++;
    this.#events.refused?.({ ...reject, stream, line, text: decoder.decode(bytes).replaceAll('\0', '') });
  }
}
