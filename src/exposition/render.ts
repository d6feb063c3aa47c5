// Families to text: the Prometheus text format (0.0.4), and OpenMetrics 1.0 of the same. Integers keep all their digits.
// prom-client renders neither bigint values nor labels once per series instead of once per scrape.
import { addExact, larger } from '../impstats/number.ts';
import type { Value } from '../impstats/record.ts';
import type { Family } from '../series/family.ts';
import type { Series } from '../series/series.ts';
import type { FamilyView } from '../series/store.ts';

export const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

export type ContentType = typeof TEXT | typeof OPEN_METRICS;

/** @returns the families' text; for OpenMetrics without the closing `# EOF` */
export function renderFamilies(views: readonly FamilyView[], contentType: ContentType): string {
  let text = '';
  for (const { family, series } of views) {
    text += renderHead(family, contentType);
    for (let i = 0; i < series.length;) {
      const first = series[i] as Series;
      let value = first.value;
      let next = ++i < series.length ? series[i] : undefined;
      // Sources without a distinguishing label share their series, as objects of equal names do.
      while (next !== undefined && next.labels === first.labels) {
        value = first.merge === 'max' ? larger(value, next.value) : addExact(value, next.value);
        next = ++i < series.length ? series[i] : undefined;
      }
      text += `${family.name}${first.labels} ${renderValue(value, family.scale)}\n`;
    }
  }
  return text;
}

function renderHead({ name, type, help }: Family, contentType: ContentType): string {
  if (contentType === TEXT) return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
  const family = type === 'counter' ? name.replace(/_total$/, '') : name;
  const text = escapeHelp(help).replaceAll('"', '\\"');
  return `# HELP ${family} ${text}\n# TYPE ${family} ${type === 'untyped' ? 'unknown' : type}\n`;
}

function renderValue(value: Value, scale: number): string {
  if (scale === 1) return String(value);
  // A product would have digits that the scaled integer does not have.
  if (scale < 1) return String(Number(value) / Math.round(1 / scale));
  return String(typeof value === 'bigint' ? value * BigInt(scale) : value * scale);
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
