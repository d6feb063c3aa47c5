// The whole lab: every fault and every healthy situation that can be made on one machine, or those that run.mjs was asked for.
// It prints what it has measured, and keeps it in measured.json if asked to.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { tempDir } from '../peers/temp.ts';
import { BLIP, HEALTHY, IDLE, NEIGHBOUR, RESTART } from './scenarios/healthy.ts';
import { INPUT_FAULTS } from './scenarios/inputs.ts';
import { MISLEADING } from './scenarios/misleading.ts';
import { REPORT_FAULTS } from './scenarios/reports.ts';
import { SLOW_TARGET_FAULTS } from './scenarios/slow-target.ts';
import { SPOOL_FAULTS } from './scenarios/spool.ts';
import { COLLECTOR_HANGS, DAEMON_DEAD, STATISTICS_FAULTS } from './scenarios/statistics.ts';
import { REFUSED_FLEET, TAKING_NOTHING_FAULTS } from './scenarios/taking-nothing.ts';
import { QUEUE_FULL, TARGET_DOWN, TARGET_DOWN_LOSING, TARGET_FAULTS } from './scenarios/target.ts';
import { writeMeasured } from './measured.ts';
import type { Scenario } from './scenario.ts';
import { labSuite, type SuiteOptions } from './suite.ts';
import { table, type Row } from './table.ts';

const FIRST = [TARGET_DOWN, TARGET_DOWN_LOSING, QUEUE_FULL, ...TARGET_FAULTS, DAEMON_DEAD, COLLECTOR_HANGS];
const SECOND = [...SPOOL_FAULTS, ...SLOW_TARGET_FAULTS, ...REPORT_FAULTS, ...TAKING_NOTHING_FAULTS];
const SILENT = [IDLE, RESTART, BLIP, ...HEALTHY, ...MISLEADING];
const FLEET: readonly Scenario[] = [...FIRST, ...STATISTICS_FAULTS, ...INPUT_FAULTS, ...SECOND, ...SILENT];
/** As many as two processors can run beside each other without being late. */
const AT_ONCE = 22;

const wanted = (process.env['LAB_IDS'] ?? '').split(' ').filter((id) => id !== '');
/** F20 asks for F20a, F20b, ... as well. */
const isAsked = (id: string, { id: known }: Scenario): boolean => new RegExp(`^${id}[a-z]?$`, 'i').test(known);
const selected = (all: readonly Scenario[]): readonly Scenario[] =>
  wanted.length === 0 ? all : all.filter((scenario) => wanted.some((id) => isAsked(id, scenario)));

const unknown = wanted.filter((id) => ![...FLEET, ...REFUSED_FLEET].some((scenario) => isAsked(id, scenario)));
if (unknown.length > 0) {
  const ids = [...FLEET, ...REFUSED_FLEET].map(({ id }) => id);
  throw new Error(`no such scenario: ${unknown.join(', ')}. There are ${ids.join(', ')}`);
}

const rows: Row[] = [];
const options: SuiteOptions = {
  isThorough: true,
  seen(scenario, outcome) {
    rows.push({ scenario, outcome });
    // Again for each: what was measured is to be seen also when the run is cut short.
    writeFileSync(join(process.env['LAB_DIR'] ?? tempDir(), 'table'), table(rows));
  },
};

const fleet = selected(FLEET);
for (let from = 0; from < fleet.length; from += AT_ONCE)
  labSuite(`the lab, part ${1 + from / AT_ONCE}`, [...fleet.slice(from, from + AT_ONCE), NEIGHBOUR], options);
const refused = selected(REFUSED_FLEET);
if (refused.length > 0) labSuite('a fleet that is refused', REFUSED_FLEET, options);

afterAll(() => {
  if (process.env['LAB_UPDATE'] === '1') writeMeasured(rows.filter(({ scenario }) => scenario !== NEIGHBOUR));
});
