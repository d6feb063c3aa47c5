// The shape of an alert: data from which the rule, its unit tests and its runbook section are rendered.
import type { Expr } from '../promql/index.ts';
import { lostByQueues } from '../signals/discards.ts';
import type { RecordedSignal } from '../signals/recorded.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { AlertName } from '../settings/alert-names.ts';
import type { Pack, Severity } from '../settings/settings.ts';
import type { AlertTests } from '../timelines/alert-tests.ts';

/** How a number is written in a description. */
export type Format = 'count' | 'ratio' | 'duration' | 'bytes';

/** Placeholders for what is known only when the alert fires: templates in a rule, the expected texts in its tests. */
export interface Shown {
  label(name: string): string;
  /** the first of these labels that is not empty, or "an unnamed node" */
  firstOf(names: readonly string[]): string;
  /** the query of a web address, from its "?" on; nothing if the label is empty */
  query(key: string, label: string): string;
  value(format: Format): string;
  /**
   * What a recorded series with the labels of the alert says at that time. No label may carry it: with each value it would be
   * another alert.
   *
   * @param above the text for a value above 0
   * @param otherwise the text for 0, or no series
   */
  recorded(series: RecordedSignal, above: (count: string) => string, otherwise: string): string;
}

export const UNNAMED = 'an unnamed node';

export interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  /** what to check, in order */
  readonly diagnosis: readonly string[];
  readonly mitigation: readonly string[];
}

export interface Alert {
  readonly name: AlertName;
  readonly pack: Pack;
  readonly severity: Severity;
  /** how long the expression has to hold, unless the settings say otherwise */
  readonly for: string | ((selectors: Selectors) => string);
  readonly expr: (selectors: Selectors) => Expr;
  readonly summary: string;
  readonly description: (selectors: Selectors, shown: Shown) => string;
  readonly runbook: Runbook;
  /** @param pending how long the expression has to hold under these settings */
  readonly tests: (selectors: Selectors, pending: string) => AlertTests;
  /** absent: always */
  readonly isEnabled?: (selectors: Selectors) => boolean;
}

/** The label `node` is more precise than groupBy where one exporter has series of many hosts. */
export function nodeOf({ settings: { groupBy, keepLabels } }: Selectors, shown: Shown): string {
  return shown.firstOf([...keepLabels.filter((label) => label === 'node'), groupBy]);
}

/** What the queue of the alert has lost, with a full stop. */
export const lostByQueue = (shown: Shown): string =>
  shown.recorded(
    lostByQueues,
    (count) => `Lost so far: ${count} messages that the queue discarded since rsyslogd started.`,
    'Nothing lost yet.',
  );

/** In place of a number that no counter of the node has. */
export const LOSS_UNKNOWN = 'Lost so far: unknown, as no reports come; a dead rsyslogd forwards nothing.';
export const NO_MESSAGE_LOST = 'Nothing lost yet: messages are not affected.';
