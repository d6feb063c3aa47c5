// What the whole lab has measured about one fault, as two cells of the table in docs/faults.md; and what it has counted.
import { readFileSync } from 'node:fs';
import type { MeasuredFile } from './measured.ts';

const { scenarios } = JSON.parse(readFileSync(new URL('measured.json', import.meta.url), 'utf8')) as MeasuredFile;

type Fired = Readonly<Record<string, number | null>>;

/**
 * @param id of a situation; the lab may have several of its kind, with a letter behind the number
 * @returns alerts with the intervals that they took, soonest first; and the same of the two old alerts. "-": not measured
 */
export function measuredCells(id: string): readonly [alerts: string, old: string] {
  const own = scenarios[id];
  const kinds = Object.entries(scenarios).flatMap(([known, one]) => (known.replace(/[a-z]$/, '') === id ? [one] : []));
  const measured = own === undefined ? kinds : [own];
  if (measured.length === 0) return ['-', '-'];
  return [cell(measured.map(({ fired }) => fired)), cell(measured.map(({ old }) => old))];
}

function cell(all: readonly Fired[]): string {
  const times = new Map<string, readonly number[]>();
  for (const [alert, time] of all.flatMap((fired) => Object.entries(fired)))
    if (time !== null) times.set(alert, [...(times.get(alert) ?? []), time]);
  const ranges = [...times].map(([alert, of]) => ({ alert, from: Math.min(...of), to: Math.max(...of) }));
  const sorted = ranges.toSorted((a, b) => a.from - b.from || a.alert.localeCompare(b.alert));
  const texts = sorted.map(
    ({ alert, from, to }) => `${alert.replace('Rsyslog', '')} ${from === to ? from : `${from} to ${to}`}`,
  );
  return texts.join(', ') || 'nothing';
}

/** One line of a list per situation in which every message was counted: at the receiver, and by rsyslog as we show it. */
export function countedSentences(): readonly string[] {
  return Object.entries(scenarios).flatMap(([id, { counted }]) => {
    if (counted === undefined) return [];
    const { sent, delivered, duplicates, submitted, processed, enqueued = 0, discarded, failed } = counted;
    return [
      `- ${id}: ${sent} sent, ${delivered} at the receiver, ${duplicates} of them twice. rsyslog's counters: submitted ${submitted}, ` +
        `processed ${processed}, failed ${failed}, discarded ${discarded}, enqueued ${enqueued} (${enqueued - sent} put back by the worker).`,
    ];
  });
}
