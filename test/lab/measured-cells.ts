// What the whole lab has measured about one fault, as two cells of the table in docs/faults.md.
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
