// What the lab has measured, as a table for people.
import { INTERVAL_SECONDS } from './scale.ts';
import type { Scenario } from './scenario.ts';
import type { Outcome } from './suite.ts';

const SHOWN_ALERTS = 4;
const HEAD = ['', 'fault -> alerts, in intervals', 'waiting', 'bound', 'verdict'];

export interface Row {
  readonly scenario: Scenario;
  readonly outcome: Outcome;
}

export function table(rows: readonly Row[]): string {
  const sorted = rows.toSorted((a, b) => a.scenario.id.localeCompare(b.scenario.id, 'en', { numeric: true }));
  const cells = [HEAD, ...sorted.map(row)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `An interval is ${INTERVAL_SECONDS} s here, a minute on a node with default settings.\n${lines.join('\n')}\n`;
}

function row({ scenario, outcome: { fired, waiting, problem } }: Row): readonly string[] {
  const { id, title, alerts, bound, longestGap } = scenario;
  const times = Object.entries(fired)
    .toSorted(([, a], [, b]) => a - b)
    .map(([alert, at]) => `${alert.replace('Rsyslog', '')} ${at}`);
  const shown = times.length > SHOWN_ALERTS ? [...times.slice(0, SHOWN_ALERTS), '...'] : times;
  const limit = alerts === undefined ? 'never' : `${bound ?? '-'}${longestGap === undefined ? '' : ', lasting'}`;
  const verdict = problem === undefined ? 'ok' : `NOT OK: ${problem}`;
  return [id, `${title} -> ${shown.join(', ') || 'nothing'}`, String(waiting ?? ''), limit, verdict];
}
