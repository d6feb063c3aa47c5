// The shape of an alert: data from which the rule, its unit tests and its runbook section are rendered.
import type { Expr } from '../promql/expr.ts';
import type { Queries } from '../promql/selectors.ts';
import type { Pack, Severity } from '../settings/settings.ts';
import type { AlertTests } from '../timelines/timeline.ts';

/** How a number is written in a description. */
export type Format = 'count' | 'ratio' | 'duration' | 'bytes';

/** Stands for what is only known when the alert fires: in a rule these are templates, in its tests the expected texts. */
export interface Shown {
  label(name: string): string;
  value(format: Format): string;
}

export interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  /** how to look: what to check, in order */
  readonly look: readonly string[];
  /** how to mend */
  readonly mend: readonly string[];
}

export interface Alert {
  readonly name: string;
  readonly pack: Pack;
  readonly severity: Severity;
  /** how long the expression has to hold, unless the settings say otherwise */
  readonly for: string;
  readonly expr: (queries: Queries) => Expr;
  readonly summary: string;
  readonly description: (queries: Queries, shown: Shown) => string;
  readonly runbook: Runbook;
  /** @param pending how long the expression has to hold under these settings */
  readonly tests: (queries: Queries, pending: string) => AlertTests;
  /** absent: always */
  readonly isEnabled?: (queries: Queries) => boolean;
}

export const nodeOf = (queries: Queries, shown: Shown): string => shown.label(queries.settings.groupBy);
