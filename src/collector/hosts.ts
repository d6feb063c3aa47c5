// The hosts that send statistics, each with its open batch and its series. A host belongs to the peer that introduced it, so
// that a forged name changes nothing. At the limit silent hosts are removed; of them only the time of their last batch
// is kept.
import type { BatchAssembler } from '../impstats/batch.ts';
import { reject, type Reject } from '../impstats/record.ts';
import type { MemoryHolding } from '../memory.ts';
import type { Label } from '../series/naming/namer.ts';
import type { Source } from '../series/source.ts';
import type { SeriesStore } from '../series/store.ts';
import type { HostDropReason } from './counts.ts';

export interface Host {
  readonly assembler: BatchAssembler;
  readonly source: Source;
}

export interface HostOptions {
  readonly maxHosts: number;
  /** series have the label `node`; otherwise hosts share their series */
  readonly nodeLabel: boolean;
  /** silence after which a host is removed, milliseconds; undefined: five of its intervals, at least five minutes */
  readonly staleAfterMs: number | undefined;
  /** whether the peer of this address may send statistics of hosts that belong to another peer */
  readonly isRelay: (address: string) => boolean;
}

/** Times are of the monotonic clock, milliseconds. */
export type FindHost = (name: string, nowMs: number) => Host | Reject | HostDropReason;

interface KnownHost extends Host {
  readonly node: string;
  /** address of its peer */
  owner: string;
}

const STALE_INTERVALS = 5;
/** The least silence after which a host is removed, unless set otherwise. */
export const STALE_LEAST_MS = 300_000;
/** How often at most it is looked for silent hosts when there are too many. */
const SEARCH_MS = 1000;
/** Of a host and of a departed one, without their names. */
const HOST_BYTES = 3000;
const DEPARTED_BYTES = 200;

export class Hosts {
  readonly #options: HostOptions;
  readonly #store: SeriesStore;
  readonly #create: (labels: readonly Label[]) => Host;
  readonly #memory: MemoryHolding;
  readonly #byId = new Map<string, KnownHost>();
  /** when the last batch of hosts that are gone came, milliseconds since the epoch, by node; the longest gone first */
  readonly #departed = new Map<string, number>();
  /** how often hosts were removed or changed their peer */
  #changes = 0;
  #searchedMs = -Infinity;

  /** @param create makes a host whose series carry these labels */
  constructor(options: HostOptions, store: SeriesStore, create: (labels: readonly Label[]) => Host) {
    this.#options = options;
    this.#store = store;
    this.#create = create;
    this.#memory = store.memory.series.open();
  }

  [Symbol.iterator](): Iterator<Host> {
    return this.#byId.values();
  }

  get departed(): ReadonlyMap<string, number> {
    return this.#departed;
  }

  /**
   * @param stream name of the stream
   * @param address of the peer, stands for the host in lines whose header names none; empty for files, pipes and Unix sockets,
   * whose permissions are the operator's: they may name any host
   * @returns finds the host by the name in the header, a new one while the limits allow it; a reject when it belongs to another
   * peer. Successive lines have the same host as a rule, so the last one is kept until a host is removed
   */
  finder(stream: string, address: string): FindHost {
    const peer = address.replace(/^::ffff:/, '');
    const isRelay = peer === '' || this.#options.isRelay(peer);
    let lastName: string | undefined;
    let last: Host | undefined;
    let changes = this.#changes;
    return (name, nowMs) => {
      if (name === lastName && last && changes === this.#changes) return last;
      const node = name === '' ? peer : name;
      // A host that returns over another connection or input is the same one if its series have the same label.
      const id = this.#options.nodeLabel ? node : `${stream}\0${node}`;
      const known = this.#byId.get(id);
      const found = known ?? this.#add(id, node, peer, nowMs);
      if (typeof found === 'string') return found;
      if (found.owner !== peer && !isRelay && !this.#takesOver(found, name === '', peer, nowMs)) return foreign(found);
      lastName = name;
      last = found;
      changes = this.#changes;
      return found;
    };
  }

  /** Removes the silent hosts with all that is kept for them; @returns how many of them had brought a batch */
  removeSilent(nowMs: number): number {
    let removed = 0;
    for (const [id, host] of this.#byId) {
      if (!this.#isSilent(host, nowMs)) continue;
      this.#byId.delete(id);
      this.#changes++;
      this.#memory.give(bytesOf(id));
      this.#store.remove(host.source);
      if (host.source.lastBatchMs === undefined) continue;
      removed++;
      this.#depart(host);
    }
    return removed;
  }

  #add(id: string, node: string, owner: string, nowMs: number): KnownHost | HostDropReason {
    const { maxHosts, nodeLabel } = this.#options;
    if (node.length > this.#store.limits.nameLength) return 'name_length';
    if (this.#byId.size >= maxHosts && nowMs - this.#searchedMs >= SEARCH_MS) {
      this.#searchedMs = nowMs;
      this.removeSilent(nowMs);
    }
    if (this.#byId.size >= maxHosts) return 'sources';
    if (!this.#memory.take(bytesOf(id))) return 'memory';
    const host = { ...this.#create(nodeLabel && node !== '' ? [['node', node]] : []), node, owner };
    this.#byId.set(id, host);
    this.#forgetDeparted(node);
    return host;
  }

  /** Another peer can take over a silent host. A host named by its address always belongs to that address. */
  #takesOver(host: KnownHost, isOwnAddress: boolean, peer: string, nowMs: number): boolean {
    if (!isOwnAddress && !this.#isSilent(host, nowMs)) return false;
    host.assembler.close();
    host.owner = peer;
    this.#changes++;
    return true;
  }

  /** Whether its last batch is older than the limit, or it never brought one; never while a batch is open. */
  #isSilent({ assembler, source: { lastBatchMs, intervalMs = 0 } }: Host, nowMs: number): boolean {
    if (assembler.isOpen) return false;
    const limitMs = this.#options.staleAfterMs ?? Math.max(STALE_INTERVALS * intervalMs, STALE_LEAST_MS);
    return lastBatchMs === undefined || nowMs - lastBatchMs > limitMs;
  }

  #depart({ node, source }: KnownHost): void {
    if (!this.#options.nodeLabel || node === '') return;
    const bytes = bytesOfDeparted(node);
    const [oldest] = this.#departed.keys();
    if (oldest !== undefined && this.#departed.size >= this.#options.maxHosts) this.#forgetDeparted(oldest);
    if (this.#memory.take(bytes)) this.#departed.set(node, source.lastBatchAt);
  }

  #forgetDeparted(node: string): void {
    if (this.#departed.delete(node)) this.#memory.give(bytesOfDeparted(node));
  }
}

function foreign({ node, owner }: KnownHost): Reject {
  const peer = owner === '' ? 'a local input' : `the peer ${owner}`;
  return reject('foreign_host', 0, `the host "${node}" belongs to ${peer}; name relays with --relay`);
}

function bytesOf(id: string): number {
  return HOST_BYTES + 4 * id.length;
}

function bytesOfDeparted(node: string): number {
  return DEPARTED_BYTES + 2 * node.length;
}
