// When which alert fired in a run of the scenarios, as the table of docs/faults.md.
import { faultAt, SCENARIOS } from '../../../src/generate/rule-tests/fault-tests.ts';
import type { Scenario } from '../../../src/generate/rule-tests/faults/scenario.ts';
import type { Selectors } from '../../../src/generate/promql/selectors.ts';
import { countedSentences, measuredCells } from '../../lab/measured-cells.ts';

export interface Firing {
  readonly alert: string;
  /** seconds of the test's time */
  readonly since: number;
}

/** The two that monitoring of node audit logging has always had. */
const OLD = new Set(['RsyslogTooManyRelpActionFailures', 'RsyslogRelpActionProcessingRateIsZero']);

export function faultTable(firings: ReadonlyMap<string, readonly Firing[]>, selectors: Selectors): string {
  const faults = SCENARIOS.filter(({ bound }) => bound !== undefined);
  const healthy = SCENARIOS.filter(({ bound }) => bound === undefined);
  const cells = (scenario: Scenario, isOld: boolean) => {
    const own = (firings.get(scenario.id) ?? []).filter(({ alert }) => OLD.has(alert) === isOld);
    const sorted = own.toSorted((a, b) => a.since - b.since || a.alert.localeCompare(b.alert));
    return sorted
      .map((firing) => `${firing.alert.replace('Rsyslog', '')} ${after(firing.since, scenario, selectors)}`)
      .join(', ');
  };
  const row = (scenario: Scenario, bound: string) => {
    const played = [cells(scenario, false), cells(scenario, true)].map((text) => text || 'nothing');
    return `| ${[scenario.id, scenario.title, bound, ...played, ...measuredCells(scenario.id)].join(' | ')} |`;
  };
  return `# Faults and the alerts that notice them

Written by the test run that plays each situation to promtool (test/generate/rule-tests/faults.test.ts): series of three nodes (or fifty, where
it says so) of which one has the fault, under the default settings: reports and scrapes every minute. The series follow what rsyslogd 8.2302
was seen to do. Times are minutes from the fault until the alert fires; alerts are named without "Rsyslog".

"The two old alerts" are those that monitoring of node audit logging has always had, alone: most faults pass them by.

The last two columns are measured: the same situations on real rsyslogd, RELP, node-exporter and Prometheus (\`npm run lab\`), in intervals
between two reports. A minute of a node is three seconds there; for the old alerts each node is taken for the only one of its
cluster. "-" was not measured.

| | fault | bound | alerts and when they fire | the two old alerts | measured | the old ones, measured |
|---|---|---|---|---|---|---|
${faults.map((scenario) => row(scenario, boundText(scenario))).join('\n')}

Healthy situations, in which nothing may fire. RelpActionProcessingRateIsZero means what it says and fires on an idle node, unless
\`zeroRateNeedsInput\` is set.

| | situation | bound | alerts | the two old alerts | measured | the old ones, measured |
|---|---|---|---|---|---|---|
${healthy.map((scenario) => row(scenario, 'never')).join('\n')}

Messages that the lab has counted, with the target stopped, started again, and the queue drained:

${countedSentences().join('\n')}
`;
}

function boundText({ bound }: Scenario): string {
  if (bound === undefined) return 'never';
  return 'ticks' in bound ? `${bound.ticks} min` : `${bound.intervals} intervals`;
}

function after(since: number, { bound }: Scenario, selectors: Selectors): string {
  const minutes = Math.round((since - faultAt(selectors)) / 60);
  return bound === undefined ? 'all the time' : `${minutes} min`;
}
