// Values of series over a healthy time followed by a fault, one per scrape. Contains no metric names.
import type { TestSeries, Values } from './alert-tests.ts';

export class Timeline {
  /** samples before the fault */
  readonly healthy: number;
  /** samples from the fault on */
  readonly faulty: number;

  constructor(healthy: number, faulty: number) {
    this.healthy = Math.ceil(healthy);
    this.faulty = Math.ceil(faulty);
  }

  /** A counter with its increase per sample, before the fault and from it on. */
  rising(before: number, after = before, start = 0): Values {
    let value = start;
    return this.#samples((isFaulty, index) => (index === 0 ? value : (value += isFaulty ? after : before)));
  }

  /** A gauge with one value before the fault and another from it on. */
  level(before: number, after = before): Values {
    return this.#samples((isFaulty) => (isFaulty ? after : before));
  }

  each(value: (index: number, isFaulty: boolean) => number): Values {
    return this.#samples((isFaulty, index) => value(index, isFaulty));
  }

  /** Present before the fault only, then stale. */
  ending(values: Values): Values {
    return this.#samples((isFaulty, index) => (isFaulty ? Number.NaN : (values[index] ?? 0)));
  }

  #samples(value: (isFaulty: boolean, index: number) => number): Values {
    return Array.from({ length: this.healthy + this.faulty }, (_, index) => value(index >= this.healthy, index));
  }
}

/** The same series with a restart of rsyslogd in the middle: counters start again at 0. */
export function restarted(series: TestSeries): TestSeries {
  if (series.type === 'gauge') return series;
  const restart = Math.floor(series.values.length / 2);
  const lost = series.values[restart] ?? 0;
  return { ...series, values: series.values.map((value, index) => (index < restart ? value : value - lost)) };
}
