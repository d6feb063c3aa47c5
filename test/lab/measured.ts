// Writes what the whole lab has measured, for the table in docs/faults.md. A fault that the run left out keeps its old row.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Balance } from './count.ts';
import { INTERVAL_SECONDS } from './scale.ts';
import type { Row } from './table.ts';

const FILE = new URL('measured.json', import.meta.url);

/** The two alerts that monitoring of node audit logging has always had, on a cluster of this node alone. */
const OLD = ['RsyslogTooManyRelpActionFailures', 'RsyslogRelpActionProcessingRateIsZero'] as const;

export interface Measured {
  readonly title: string;
  /** alert -> intervals from the fault to its firing; the old ones are not among them */
  readonly fired: Readonly<Record<string, number>>;
  /** the old alerts; null: did not fire */
  readonly old: Readonly<Record<string, number | null>>;
  /** messages sent and delivered, and what rsyslog's counters say about them */
  readonly counted?: Balance | undefined;
}

export interface MeasuredFile {
  readonly intervalSeconds: number;
  readonly scenarios: Record<string, Measured>;
}

export function writeMeasured(rows: readonly Row[]): void {
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as MeasuredFile).scenarios : {};
  const isOld = (alert: string): boolean => OLD.some((old) => old === alert);
  for (const { scenario, outcome } of rows) {
    const { fired, counted } = outcome;
    known[scenario.id] = {
      title: scenario.title,
      fired: Object.fromEntries(
        Object.entries(fired)
          .filter(([alert]) => !isOld(alert))
          .sort(),
      ),
      old: Object.fromEntries(OLD.map((alert) => [alert, fired[alert] ?? null])),
      counted,
    };
  }
  const order = Object.entries(known).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  const content: MeasuredFile = { intervalSeconds: INTERVAL_SECONDS, scenarios: Object.fromEntries(order) };
  writeFileSync(FILE, `${JSON.stringify(content, null, 2)}\n`);
}
