// For how long something was not the case, between times at which it was.

/** Milliseconds since the epoch; `to` is absent while it lasts. */
export interface Span {
  readonly from: number;
  readonly to?: number;
}

/** @returns the longest time up to `now` that none of the spans covers, from the begin of the first one on */
export function longestGap(spans: readonly Span[], now: number): number {
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  let reached = sorted[0]?.from ?? now;
  let longest = 0;
  for (const { from, to = now } of [...sorted, { from: now }]) {
    longest = Math.max(longest, from - reached);
    reached = Math.max(reached, to);
  }
  return longest;
}
