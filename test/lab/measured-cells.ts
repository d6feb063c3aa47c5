// What the whole lab has measured about one fault, as two cells of the table in docs/faults.md; and what it has counted.
import { readFileSync } from 'node:fs';
import type { MeasuredFile } from './measured.ts';

const { scenarios } = JSON.parse(readFileSync(new URL('measured.json', import.meta.url), 'utf8')) as MeasuredFile;

/** @returns alerts with the intervals that they took, soonest first; and the same of the two old alerts. "-": not measured */
export function measuredCells(id: string): readonly [alerts: string, old: string] {
  const measured = scenarios[id];
  return measured === undefined ? ['-', '-'] : [cell(measured.fired), cell(measured.old)];
}

function cell(fired: Readonly<Record<string, number | null>>): string {
  const times = Object.entries(fired).flatMap(([alert, time]) => (time === null ? [] : [[alert, time] as const]));
  const sorted = times.toSorted(([a, atA], [b, atB]) => atA - atB || a.localeCompare(b));
  return sorted.map(([alert, time]) => `${alert.replace('Rsyslog', '')} ${time}`).join(', ') || 'nothing';
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
