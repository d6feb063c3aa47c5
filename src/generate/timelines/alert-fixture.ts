// Builds the series of an alert's unit tests: a timeline as long as its window and `for` require, and series of known metrics only.
import type { CounterOf, Origin } from '../../catalogue/index.ts';
import type { AlertName } from '../settings/alert-names.ts';
import { seconds } from '../settings/duration.ts';
import { foreignMetric, ownMetric, type ExporterMetric, type FOREIGN, type Metric } from '../promql/metric.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { TestSeries, Values } from './alert-tests.ts';
import type { Labels } from './series-notation.ts';
import { Timeline } from './timeline.ts';

export class AlertFixture extends Timeline {
  readonly #selectors: Selectors;
  readonly #samplesPerWindow: number;

  /**
   * @param window the longest range of the expression, a duration
   * @param pending the `for` of the rule, a duration
   * @param healthy samples before the fault; default: a window and two samples
   */
  constructor(selectors: Selectors, window: string, pending: string, healthy?: number) {
    const sample = selectors.scrapeSeconds;
    const perWindow = seconds(window) / sample;
    super(healthy ?? perWindow + 2, (seconds(window) + seconds(pending) + selectors.evaluationSeconds) / sample + 2);
    this.#selectors = selectors;
    this.#samplesPerWindow = perWindow;
  }

  /** Increase per sample of a counter that increases by `total` in one window. */
  perWindow(total: number): number {
    return total / this.#samplesPerWindow;
  }

  /**
   * Events from the fault on, evenly spaced.
   * @param times least number of events in each window
   * @param value of the series after a number of events
   */
  repeating(times: number, value: (happened: number, index: number) => number): Values {
    const spacing = Math.max(1, Math.floor((this.#samplesPerWindow - 1) / times));
    return this.each((index) => value(Math.max(0, Math.floor((index - this.healthy) / spacing)), index));
  }

  /** Number of samples of the last window for which the comparison with the sample before holds. */
  countLast(values: Values, differs: (value: number, before: number) => boolean): number {
    const last = values.slice(-Math.floor(this.#samplesPerWindow) - 1);
    return last.filter((value, index) => index > 0 && differs(value, last[index - 1] as number)).length;
  }

  of<O extends Origin>(origin: O, counter: CounterOf<O>, name: string, values: Values): TestSeries {
    return testSeries(this.#selectors.metric(origin, counter), { name, origin }, values);
  }

  /** A counter that rises once, shortly before the end. */
  jump(by: number): Values {
    const last = this.healthy + this.faulty - 1;
    return this.each((index) => (index > last - 3 ? by : 0));
  }

  /** @param values in seconds or bytes; the series gets them in the unit of the naming scheme */
  inBaseUnit<O extends Origin>(origin: O, counter: CounterOf<O>, name: string, values: Values): TestSeries {
    const metric = this.#selectors.metric(origin, counter);
    return testSeries(
      metric,
      { name, origin },
      values.map((value) => value / metric.toBaseUnit),
    );
  }

  action(counter: CounterOf<'core.action'>, values: Values, name = this.#selectors.settings.action): TestSeries {
    return this.of('core.action', counter, name, values);
  }

  /** Counters of a queue; those not given stay 0. */
  queue(
    name: string,
    { enqueued, size, full, nf }: { enqueued?: Values; size?: Values; full?: Values; nf?: Values },
  ): TestSeries[] {
    const nothing = this.level(0);
    return [
      this.of('core.queue', 'enqueued', name, enqueued ?? nothing),
      this.of('core.queue', 'size', name, size ?? nothing),
      this.of('core.queue', 'discarded.full', name, full ?? nothing),
      this.of('core.queue', 'discarded.nf', name, nf ?? nothing),
    ];
  }

  own(name: ExporterMetric, values: Values, labels: Labels = {}): TestSeries {
    return testSeries(ownMetric(name), labels, values);
  }

  foreign(name: keyof typeof FOREIGN, values: Values, labels: Labels = {}): TestSeries {
    return testSeries(foreignMetric(name), labels, values);
  }

  /** Another alert that fires; it is no series of the node, so that no scrape adds labels. */
  firing(alertname: AlertName, labels: Labels, values: Values): TestSeries {
    return this.foreign('ALERTS', values, { alertname, alertstate: 'firing', ...labels });
  }

  /** What rsyslogd uses; reports come while it rises. */
  usage(counter: CounterOf<'impstats'>, values: Values): TestSeries {
    return this.of('impstats', counter, 'resource-usage', values);
  }

  /** The series that shows that a node exists. */
  presence(values: Values): TestSeries {
    const { metric, labels } = this.#selectors.settings.presence;
    return { metric, labels, values, type: 'gauge' };
  }

  /** @param value of the sample at `now`, in seconds since the epoch, at which promtool starts */
  clock(value: (now: number, isFaulty: boolean) => number): Values {
    const sample = this.#selectors.scrapeSeconds;
    return this.each((index, isFaulty) => value(index * sample, isFaulty));
  }
}

function testSeries(metric: Metric, labels: Labels, values: Values): TestSeries {
  return { metric: metric.name, labels, values, type: metric.type };
}
