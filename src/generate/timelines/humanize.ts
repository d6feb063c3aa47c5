// Numbers as Prometheus' template functions print them, for the descriptions that tests expect.

/** humanizePercentage */
export const percentage = (share: number): string => `${Number((share * 100).toPrecision(4))}%`;

/** humanizeDuration, for less than a day */
export function humanDuration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toPrecision(4))}s`;
  const total = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  if (hours > 0) return `${hours}h ${minutes}m ${rest}s`;
  return `${minutes}m ${rest}s`;
}

/** humanize1024, with the unit */
export function binaryBytes(bytes: number): string {
  let value = bytes;
  let prefix = '';
  for (const next of ['ki', 'Mi', 'Gi', 'Ti']) {
    if (value < 1024) break;
    value /= 1024;
    prefix = next;
  }
  return `${Number(value.toPrecision(4))}${prefix}B`;
}
