// A token bucket: `burst` requests at once, and one more after each interval.

export interface RateLimit {
  readonly intervalMs: number;
  /** at least 1 */
  readonly burst: number;
}

/** @returns a function that takes a token at a time in milliseconds, false when there is none */
export function createRateLimit({ intervalMs, burst }: RateLimit): (nowMs: number) => boolean {
  let tokens = burst;
  let filledAt = 0;
  return (nowMs) => {
    tokens = Math.min(burst, tokens + Math.max(0, nowMs - filledAt) / intervalMs);
    filledAt = nowMs;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
