// Whether the audit rules of each node could be loaded; the script that configures the node writes the metric.
import { compare, min, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';

/** 1 or 0, by node. */
export const auditRulesLoaded = (selectors: Selectors): Expr =>
  min(selectors.foreign('rsyslog_augenrules_load_success'), selectors.node);

/** The nodes that could not load them. */
export const auditRulesRefused = (selectors: Selectors): Expr => compare(auditRulesLoaded(selectors), '==', 0);
