// The hosts that send statistics, each with its open batch and its series, known by one name and bounded by one limit. What
// is removed here is gone as a whole.
import type { BatchAssembler } from '../impstats/batch.ts';
import type { Label } from '../series/naming/namer.ts';
import type { Source } from '../series/source.ts';

export interface Host {
  readonly assembler: BatchAssembler;
  readonly source: Source;
}

export interface HostOptions {
  readonly maxHosts: number;
  /** hosts are told apart by the label `node`; otherwise they share their series */
  readonly nodeLabel: boolean;
}

export class Hosts {
  readonly #options: HostOptions;
  readonly #create: (labels: readonly Label[]) => Host;
  readonly #byId = new Map<string, Host>();
  /** how often hosts were removed */
  #removals = 0;

  /** @param create makes a host whose series carry these labels */
  constructor(options: HostOptions, create: (labels: readonly Label[]) => Host) {
    this.#options = options;
    this.#create = create;
  }

  [Symbol.iterator](): Iterator<Host> {
    return this.#byId.values();
  }

  /**
   * @param stream name of the stream
   * @param peer stands for the host in lines whose header names none
   * @returns finds the host by the name in the header, a new one while the limit allows it. Successive lines have the same
   * host as a rule, so the last one is kept until hosts are removed
   */
  finder(stream: string, peer: string): (name: string) => Host | undefined {
    let lastName: string | undefined;
    let last: Host | undefined;
    let removals = this.#removals;
    return (name) => {
      if (name === lastName && last && removals === this.#removals) return last;
      lastName = name;
      removals = this.#removals;
      last = this.#find(stream, name === '' ? peer : name);
      return last;
    };
  }

  /**
   * Removes the hosts whose last batch is older than the limit, or that never brought one, unless a batch is open.
   * @param limitMs by the observed interval of the host, undefined when that is not known
   * @returns the removed sources that had brought a batch
   */
  removeSilent(now: number, limitMs: (intervalMs: number | undefined) => number): Source[] {
    const removed: Source[] = [];
    for (const [id, { assembler, source }] of this.#byId) {
      const hasBatches = source.lastBatchAt > 0;
      if (assembler.isOpen || (hasBatches && now - source.lastBatchAt <= limitMs(source.intervalMs))) continue;
      this.#byId.delete(id);
      this.#removals++;
      if (hasBatches) removed.push(source);
    }
    return removed;
  }

  #find(stream: string, name: string): Host | undefined {
    const { maxHosts, nodeLabel } = this.#options;
    // A host that returns over another connection or input is the same one if its series have the same label.
    const id = nodeLabel ? name : `${stream}\0${name}`;
    const known = this.#byId.get(id);
    if (known || this.#byId.size >= maxHosts) return known;
    const host = this.#create(nodeLabel && name !== '' ? [['node', name]] : []);
    this.#byId.set(id, host);
    return host;
  }
}
