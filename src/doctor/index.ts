// All checks, in the order in which causes precede effects: the first finding that is not OK is the one to act on.
import { collectorCheck } from './checks/collector.ts';
import { configurationCheck } from './checks/configuration.ts';
import { dynstatsCheck } from './checks/dynstats.ts';
import { impstatsCheck } from './checks/impstats.ts';
import { namesCheck } from './checks/names.ts';
import { nodeExporterCheck } from './checks/node-exporter.ts';
import { otherTextfilesCheck } from './checks/other-textfiles.ts';
import { rejectedLinesCheck } from './checks/rejected-lines.ts';
import { retriesCheck } from './checks/retries.ts';
import { rsyslogdCheck } from './checks/rsyslogd.ts';
import { statisticsPathCheck } from './checks/statistics-path.ts';
import { statisticsCheck } from './checks/statistics.ts';
import { textfileCheck } from './checks/textfile.ts';
import type { NodeFacts } from './facts/facts.ts';
import type { Check, Finding } from './finding.ts';

export const CHECKS: readonly Check[] = [
  configurationCheck,
  impstatsCheck,
  statisticsPathCheck,
  rsyslogdCheck,
  collectorCheck,
  statisticsCheck,
  textfileCheck,
  otherTextfilesCheck,
  nodeExporterCheck,
  dynstatsCheck,
  rejectedLinesCheck,
  namesCheck,
  retriesCheck,
];

export interface CheckFinding extends Finding {
  /** id of the check */
  readonly check: string;
}

/** In the order of CHECKS. */
export function examine(facts: NodeFacts): readonly CheckFinding[] {
  return CHECKS.flatMap(({ id, run }) => run(facts).map((finding) => Object.assign({ check: id }, finding)));
}

export const needsAction = ({ severity }: Finding): boolean => severity === 'FAIL' || severity === 'WARN';
