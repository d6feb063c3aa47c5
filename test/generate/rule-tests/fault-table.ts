// docs/faults.md: the alerts that fired in a run of the scenarios, with their times, beside those measured in the lab.
import { faultSeconds, SCENARIOS } from '../../../src/generate/rule-tests/fault-tests.ts';
import { situationsOf, type Scenario } from '../../../src/generate/rule-tests/faults/scenario.ts';
import type { Selectors } from '../../../src/generate/promql/selectors.ts';
import { countedSentences, measuredCells } from '../../lab/measured-cells.ts';

export interface Firing {
  readonly alert: string;
  /** time in the test, in seconds */
  readonly since: number;
}

/** The two alerts of earlier setups for node audit logging. */
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
  const rows = (scenarios: readonly Scenario[]) =>
    scenarios.flatMap((scenario) => {
      const fired = [cells(scenario, false), cells(scenario, true)].map((text) => text || 'nothing');
      return situationsOf(scenario).map(({ id, title }, index) => {
        const computed = index === 0 ? fired : fired.map(() => `as ${scenario.id}`);
        return `| ${[id, title, boundText(scenario), ...computed, ...measuredCells(id)].join(' | ')} |`;
      });
    });
  return `# Faults and the alerts that notice them

A test (test/generate/rule-tests/faults.golden.live.test.ts) runs each situation through promtool and writes this file. Three nodes, or fifty where
the row says so, report and are scraped every minute, under default settings unless the row names one; one of them has the fault, for 40
minutes. The series follow observations of rsyslogd 8.2302. Times are minutes from the fault to the firing alert. The same test requires
that an alert fires at every evaluation until the fault ends, and that all are silent 12 minutes later (ActionFlaps: 15). Names are
without "Rsyslog".

The old alerts are TooManyRelpActionFailures and RelpActionProcessingRateIsZero, which earlier setups for node audit logging had
alone. They miss most faults.

The last two columns are measured by \`npm run lab\`: the same situations with real rsyslogd, RELP, node-exporter and Prometheus, in
intervals between two reports. The lab reports every three seconds instead of every minute, and evaluates the old alerts on each node
as if it were alone in its cluster. "-" means not measured.

F8, F9 and F10 differ on the node only: each leaves the same textfile, whose values no longer change. One computation covers all three.
If the last report shows a backlog, QueueNotDraining fires too, as measured for F8.

| | fault | bound | alerts | old alerts | alerts, measured | old alerts, measured |
|---|---|---|---|---|---|---|
${rows(faults).join('\n')}

In healthy situations no alert may fire, with one exception: by its definition RelpActionProcessingRateIsZero fires on an idle node,
unless the setting \`zeroRateNeedsInput\` is on.

| | situation | bound | alerts | old alerts | alerts, measured | old alerts, measured |
|---|---|---|---|---|---|---|
${rows(healthy).join('\n')}

Messages counted in the lab, after the target was stopped and started again and the queue was drained:

${countedSentences().join('\n')}
`;
}

function boundText({ bound }: Scenario): string {
  if (bound === undefined) return 'never';
  return 'ticks' in bound ? `${bound.ticks} min` : `${bound.intervals} intervals`;
}

function after(since: number, { bound }: Scenario, selectors: Selectors): string {
  const minutes = Math.round((since - faultSeconds(selectors)) / 60);
  return bound === undefined ? 'all the time' : `${minutes} min`;
}
