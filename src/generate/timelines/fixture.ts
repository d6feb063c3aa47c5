// Where an alert's tests are written down: a timeline cut to the alert's own window and `for`, and lines of metrics that exist.
import type { CounterOf, Origin } from '../../catalogue/index.ts';
import { seconds } from '../settings/duration.ts';
import { foreignMetric, ownMetric, type ExporterMetric, type FOREIGN, type Metric } from '../promql/metric.ts';
import type { Selectors } from '../promql/selectors.ts';
import { Timeline, type Line, type Values } from './timeline.ts';

export class AlertFixture extends Timeline {
  readonly #selectors: Selectors;
  readonly #samplesPerWindow: number;

  /**
   * @param window as long as the expression looks back, a duration
   * @param pending how long it has to hold
   * @param healthy samples before the fault; default: a window and a little
   */
  constructor(selectors: Selectors, window: string, pending: string, healthy?: number) {
    const sample = selectors.scrapeSeconds;
    const perWindow = seconds(window) / sample;
    super(healthy ?? perWindow + 2, (seconds(window) + seconds(pending) + selectors.evaluationSeconds) / sample + 2);
    this.#selectors = selectors;
    this.#samplesPerWindow = perWindow;
  }

  /** What a counter has to rise by per sample, so that it rises by the total in one window. */
  perWindow(total: number): number {
    return total / this.#samplesPerWindow;
  }

  /**
   * From the fault on something happens again and again, at least so many times in each window.
   * @param value of the series after so many times
   */
  repeating(times: number, value: (happened: number, index: number) => number): Values {
    const spacing = Math.max(1, Math.floor((this.#samplesPerWindow - 1) / times));
    return this.level(0).map((_, index) => value(Math.max(0, Math.floor((index - this.healthy) / spacing)), index));
  }

  /** Of the last window, how many samples differ from the one before as the test says. */
  countLast(values: Values, differs: (value: number, before: number) => boolean): number {
    const last = values.slice(-Math.floor(this.#samplesPerWindow) - 1);
    return last.filter((value, index) => index > 0 && differs(value, last[index - 1] as number)).length;
  }

  of<O extends Origin>(origin: O, counter: CounterOf<O>, name: string, values: Values): Line {
    return line(this.#selectors.metric(origin, counter), { name, origin }, values);
  }

  /** A counter that has risen by so much shortly before the end, and never else. */
  jump(by: number): Values {
    const last = this.healthy + this.faulty - 1;
    return this.level(0).map((_, index) => (index > last - 3 ? by : 0));
  }

  /** Values in seconds or bytes, whatever the naming profile says them in. */
  inBaseUnit<O extends Origin>(origin: O, counter: CounterOf<O>, name: string, values: Values): Line {
    const metric = this.#selectors.metric(origin, counter);
    return line(
      metric,
      { name, origin },
      values.map((value) => value / metric.toBaseUnit),
    );
  }

  action(counter: CounterOf<'core.action'>, values: Values, name = this.#selectors.settings.action): Line {
    return this.of('core.action', counter, name, values);
  }

  /** What a queue says: everything that is not given stays 0. */
  queue(
    name: string,
    { enqueued, size, full, nf }: { enqueued?: Values; size?: Values; full?: Values; nf?: Values },
  ): Line[] {
    const nothing = this.level(0);
    return [
      this.of('core.queue', 'enqueued', name, enqueued ?? nothing),
      this.of('core.queue', 'size', name, size ?? nothing),
      this.of('core.queue', 'discarded.full', name, full ?? nothing),
      this.of('core.queue', 'discarded.nf', name, nf ?? nothing),
    ];
  }

  own(name: ExporterMetric, values: Values, labels: Readonly<Record<string, string>> = {}): Line {
    return line(ownMetric(name), labels, values);
  }

  foreign(name: keyof typeof FOREIGN, values: Values): Line {
    return line(foreignMetric(name), {}, values);
  }

  /** The series by which the user recognises a node that is there. */
  presence(values: Values): Line {
    const { metric, labels } = this.#selectors.settings.presence;
    return { metric, labels, values, type: 'gauge' };
  }

  /** Seconds since the epoch at each sample; promtool's time starts at 0. */
  clock(value: (now: number, isFaulty: boolean) => number): Values {
    const sample = this.#selectors.scrapeSeconds;
    return this.level(0).map((_, index) => value(index * sample, index >= this.healthy));
  }
}

function line(metric: Metric, labels: Readonly<Record<string, string>>, values: Values): Line {
  return { metric: metric.name, labels, values, type: metric.type };
}
