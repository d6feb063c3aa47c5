// The shape of an alert's unit tests, and the means to write down what series do: values are given per sample, and a case is a
// healthy time followed by a fault. Renders nothing.
import type { Labels } from './promtool.ts';

export type Values = readonly number[];

export interface Line {
  readonly metric: string;
  readonly labels: Labels;
  readonly values: Values;
  readonly type: 'counter' | 'gauge';
}

export interface AlertTests {
  /** samples before the fault */
  readonly healthy: number;
  /** samples from the fault on */
  readonly faulty: number;
  /** series of one node; bad ones fire at the last sample */
  readonly good: readonly Line[];
  readonly bad: readonly Line[];
  /** labels of the firing alert beside those of the node and the rule */
  readonly labels: Labels;
  /** as the description has it */
  readonly value: string;
  /** further series that must not fire: what lies just beside the fault */
  readonly quiet: readonly { readonly title: string; readonly lines: readonly Line[] }[];
  /** more that fires, with labels of its own */
  readonly also?: readonly AlsoFires[];
  /** default: the bad node alone fires. `silent`: the sum over all nodes hides it. */
  readonly oneOfFifty?: 'silent';
  /** false: the alert speaks of all nodes together */
  readonly isPerNode?: boolean;
}

export interface AlsoFires {
  readonly title: string;
  readonly lines: readonly Line[];
  /** what another node does meanwhile */
  readonly elsewhere?: readonly Line[];
  readonly labels: Labels;
  /** true: wrong from the first sample on */
  readonly isBadFromStart?: boolean;
  /** default: that of the other cases */
  readonly value?: string;
}

/** What a series does over time: its rate per sample, or its level, before the fault and from it on. */
export class Timeline {
  readonly healthy: number;
  readonly faulty: number;

  constructor(healthy: number, faulty: number) {
    this.healthy = Math.ceil(healthy);
    this.faulty = Math.ceil(faulty);
  }

  /** A counter that rises by so much per sample. */
  rising(before: number, after = before, start = 0): Values {
    let value = start;
    return this.#samples((isFaulty, index) => (index === 0 ? value : (value += isFaulty ? after : before)));
  }

  /** A gauge at a level, then at another. */
  level(before: number, after = before): Values {
    return this.#samples((isFaulty) => (isFaulty ? after : before));
  }

  /** Present before the fault only; the rest is stale. */
  ending(values: Values): Values {
    return this.#samples((isFaulty, index) => (isFaulty ? Number.NaN : (values[index] ?? 0)));
  }

  #samples(value: (isFaulty: boolean, index: number) => number): Values {
    return Array.from({ length: this.healthy + this.faulty }, (_, index) => value(index >= this.healthy, index));
  }
}

/** The same series with a restart of rsyslogd in the middle: counters start again at 0. */
export function restarted(line: Line): Line {
  if (line.type === 'gauge') return line;
  const at = Math.floor(line.values.length / 2);
  const lost = line.values[at] ?? 0;
  return { ...line, values: line.values.map((value, index) => (index < at ? value : value - lost)) };
}
