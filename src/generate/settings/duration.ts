// Durations as Prometheus writes them ("90s", "1h30m"). Refuses fractions, as Prometheus does.

const UNITS = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** A duration in the settings: largest unit first, each unit once, not empty. */
export const DURATION = /^(?=\d)(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** @param text matches DURATION */
export function seconds(text: string): number {
  const counts = new Map([...text.matchAll(/(\d+)([wdhms])/g)].map(([, count, unit]) => [unit, Number(count)]));
  return UNITS.reduce((total, [unit, length]) => total + length * (counts.get(unit) ?? 0), 0);
}

/** The shortest spelling, without weeks: 300 is "5m", 90 is "1m30s". Fractions of a second are rounded up. */
export function duration(totalSeconds: number): string {
  let rest = Math.ceil(totalSeconds);
  if (rest <= 0) return '0s';
  let text = '';
  for (const [unit, length] of UNITS.slice(1)) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}
