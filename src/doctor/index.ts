// All checks, in the order in which a cause comes before its effects: the first finding that is not OK is the one to look at.
import { arrival } from './arrival.ts';
import { collectorProgram } from './collector-program.ts';
import { daemon } from './daemon.ts';
import { dynstats } from './dynstats.ts';
import type { Facts } from './facts/facts.ts';
import { families } from './families.ts';
import type { Check, Finding } from './finding.ts';
import { impstatsModule } from './impstats-module.ts';
import { names } from './names.ts';
import { nodeExporter } from './node-exporter.ts';
import { rejectedLines } from './rejected-lines.ts';
import { retries } from './retries.ts';
import { rsyslogConfiguration } from './rsyslog-configuration.ts';
import { statisticsPath } from './statistics-path.ts';
import { textfile } from './textfile.ts';

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
