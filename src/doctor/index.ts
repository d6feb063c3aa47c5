// All checks, in the order in which a cause comes before its effects: the first finding that is not OK is the one to look at.
import { arrival } from './checks/statistics.ts';
import { collectorProgram } from './checks/collector.ts';
import { daemon } from './checks/rsyslogd.ts';
import { dynstats } from './checks/dynstats.ts';
import type { Facts } from './facts/facts.ts';
import { families } from './checks/other-textfiles.ts';
import type { Check, Finding } from './finding.ts';
import { impstatsModule } from './checks/impstats.ts';
import { names } from './checks/names.ts';
import { nodeExporter } from './checks/node-exporter.ts';
import { rejectedLines } from './checks/rejected-lines.ts';
import { retries } from './checks/retries.ts';
import { rsyslogConfiguration } from './checks/configuration.ts';
import { statisticsPath } from './checks/statistics-path.ts';
import { textfile } from './checks/textfile.ts';

export const CHECKS: readonly Check[] = [
  rsyslogConfiguration,
  impstatsModule,
  statisticsPath,
  daemon,
  collectorProgram,
  arrival,
  textfile,
  families,
  nodeExporter,
  dynstats,
  rejectedLines,
  names,
  retries,
];

export interface NamedFinding extends Finding {
  readonly check: string;
}

/** In the order of CHECKS. */
export function examine(facts: Facts): readonly NamedFinding[] {
  return CHECKS.flatMap(({ name, run }) => run(facts).map((finding) => Object.assign({ check: name }, finding)));
}

/** Whether a finding asks for something to be done. */
export const needsDoing = ({ verdict }: Finding): boolean => verdict === 'FAIL' || verdict === 'WARN';
