// The memory budget for received data. Bytes are taken from an account before something is kept; what the
// account refuses is dropped and counted by the caller. Bytes are estimates, above what V8 needs as a rule.

/**
 * - lines: unfinished lines, and the memory of parsed ones
 * - batches: objects that wait for the end of their batch
 * - series: hosts, objects and series
 */
export const MEMORY_ACCOUNTS = ['lines', 'batches', 'series'] as const;
export type MemoryAccountName = (typeof MEMORY_ACCOUNTS)[number];

/** Fixed shares, so that no kind of data takes the room of another: open batches must not keep known series from their values. */
const SHARES: Readonly<Record<MemoryAccountName, number>> = { lines: 0.25, batches: 0.25, series: 0.5 };

export const DEFAULT_MEMORY_BYTES = 512 * 1024 ** 2;

export class MemoryBudget {
  readonly lines: MemoryAccount;
  readonly batches: MemoryAccount;
  readonly series: MemoryAccount;

  constructor(bytes = DEFAULT_MEMORY_BYTES) {
    this.lines = new MemoryAccount(bytes * SHARES.lines);
    this.batches = new MemoryAccount(bytes * SHARES.batches);
    this.series = new MemoryAccount(bytes * SHARES.series);
  }
}

export class MemoryAccount {
  readonly limit: number;
  #used = 0;
  readonly #caches = new Map<MemoryHolding, () => void>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Bytes that are taken. */
  get used(): number {
    return this.#used;
  }

  /** @param discard makes it a cache: discards its content and clears the holding when others need the room */
  open(discard?: () => void): MemoryHolding {
    const holding = new MemoryHolding(this);
    if (discard) this.#caches.set(holding, discard);
    return holding;
  }

  /** For MemoryHolding. @returns false when there is no room, even without the caches */
  take(bytes: number): boolean {
    while (this.#used + bytes > this.limit) if (!this.#discardLargest()) return false;
    this.#used += bytes;
    return true;
  }

  /** For MemoryHolding. */
  give(bytes: number): void {
    this.#used -= bytes;
  }

  /** For MemoryHolding. */
  forget(holding: MemoryHolding): void {
    this.#caches.delete(holding);
  }

  /** Discards the largest cache: a sender whose lines never repeat loses only its own. */
  #discardLargest(): boolean {
    let largest: MemoryHolding | undefined;
    for (const cache of this.#caches.keys()) if (cache.bytes > (largest?.bytes ?? 0)) largest = cache;
    if (largest) this.#caches.get(largest)?.();
    return largest !== undefined;
  }
}

/** What one owner has taken from an account. */
export class MemoryHolding {
  readonly #account: MemoryAccount;
  #bytes = 0;

  constructor(account: MemoryAccount) {
    this.#account = account;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @returns false when the account has no room */
  take(bytes: number): boolean {
    if (!this.#account.take(bytes)) return false;
    this.#bytes += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#bytes -= bytes;
    this.#account.give(bytes);
  }

  /** Gives all back. */
  clear(): void {
    this.give(this.#bytes);
  }

  /** Gives all back; the owner is gone. */
  close(): void {
    this.clear();
    this.#account.forget(this);
  }
}
