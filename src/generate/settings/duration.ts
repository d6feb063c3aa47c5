// Durations as Prometheus writes them ("90s", "1h30m"). Refuses fractions, as Prometheus does.

const UNITS = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** What a duration in the settings must look like: largest unit first, each unit once, not empty. */
export const DURATION = /^(?=\d)(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** @param text matches DURATION */
export function seconds(text: string): number {
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) {
    total += Number(count) * UNITS[unit as keyof typeof UNITS];
  }
  return total;
}

/** The shortest spelling: 300 is "5m", 90 is "1m30s". Fractions of a second are rounded up. */
export function duration(totalSeconds: number): string {
  let rest = Math.ceil(totalSeconds);
  if (rest <= 0) return '0s';
  let text = '';
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const count = Math.floor(rest / UNITS[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * UNITS[unit];
  }
  return text;
}
