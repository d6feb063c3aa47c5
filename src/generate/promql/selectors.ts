// What all expressions share under given settings: selectors with the user's labels, the labels that results are grouped by, and windows
// long enough for the intervals. Contains no alert and no panel.
import type { CounterOf, Origin } from '../../catalogue/index.ts';
import { duration, seconds } from '../settings/duration.ts';
import {
  catalogued,
  foreignMetric,
  originsOf,
  ownMetric,
  type ExporterMetric,
  type Metric,
  type FOREIGN,
} from './metric.ts';
import {
  labelReplace,
  max,
  plainSelector,
  re,
  selector,
  sum,
  type Expr,
  type Matchers,
  type Selector,
  type VectorSelector,
} from './index.ts';
import { QUEUE_OF_CAUGHT, QUEUE_OF_OBJECT } from './queue-names.ts';
import type { AlertName } from '../settings/alert-names.ts';
import type { Settings } from '../settings/settings.ts';
import { sampleSeconds, windowOf } from '../settings/windows.ts';

/** Inputs of test messages, and inputs that count a message in two objects: their sum means nothing. */
const NOT_AN_INPUT = new Set(['imdiag', 'imkafka']);
const INPUTS = originsOf('submitted', 'im').filter((origin) => !NOT_AN_INPUT.has(origin));

type CounterSelector = Selector<'counter'>;
type GaugeSelector = Selector<'gauge'>;

export class Selectors {
  readonly settings: Settings;
  /** labels that identify a node, kept by every aggregation */
  readonly node: readonly string[];
  readonly #scope: Matchers;
  readonly #view: Matchers;

  /** @param scope matchers for every selector, on top of those of the settings */
  constructor(settings: Settings, scope: Matchers = {}) {
    this.settings = settings;
    this.node = [settings.groupBy, ...settings.keepLabels];
    this.#view = scope;
    this.#scope = { ...settings.selectors, ...scope };
  }

  /** longest time between two different values of a series, in seconds */
  get sampleSeconds(): number {
    return sampleSeconds(this.settings.intervals);
  }

  get scrapeSeconds(): number {
    return seconds(this.settings.intervals.scrape);
  }

  /** interval of rule evaluation in the tests, in seconds */
  get evaluationSeconds(): number {
    return Math.min(60, this.scrapeSeconds);
  }

  /** @param atLeast a duration; the window is longer when the intervals ask for it */
  window(atLeast: string): string {
    return windowOf(this.settings.intervals, atLeast);
  }

  /** Long enough for continuous activity to remain visible through a gap of some scrapes. */
  get recent(): string {
    return duration(2 * seconds(this.window('5m')));
  }

  /** @param events how many must fit into the window; each takes two samples: what ended, and what came back */
  windowOfEvents(atLeast: string, events: number): string {
    return this.window(duration(Math.max(seconds(atLeast), 2 * (events + 2) * this.sampleSeconds)));
  }

  metric<O extends Origin>(origin: O, counter: CounterOf<O>): Metric {
    return catalogued(this.settings.naming, origin, counter);
  }

  counter<O extends Origin>(origin: O, counter: CounterOf<O>, matchers: Matchers = {}): CounterSelector {
    return this.#select(typed(this.metric(origin, counter), 'counter'), { origin, ...matchers });
  }

  gauge<O extends Origin>(origin: O, counter: CounterOf<O>, matchers: Matchers = {}): GaugeSelector {
    return this.#select(typed(this.metric(origin, counter), 'gauge'), { origin, ...matchers });
  }

  /** Messages from inputs; outputs have counters of the same name. */
  submitted(matchers: Matchers = {}): CounterSelector {
    const metric = typed(this.metric('imuxsock', 'submitted'), 'counter');
    return this.#select(metric, { origin: re(INPUTS.join('|')), ...matchers });
  }

  /** The action that forwards to the target. */
  action<C extends CounterOf<'core.action'>>(counter: C): CounterSelector {
    return this.counter('core.action', counter, { name: this.settings.action });
  }

  own(name: ExporterMetric, matchers: Matchers = {}): Selector {
    return this.#select<'counter' | 'gauge'>(ownMetric(name), matchers);
  }

  ownCounter(name: ExporterMetric, matchers: Matchers = {}): CounterSelector {
    return this.#select(typed(ownMetric(name), 'counter'), matchers);
  }

  ownGauge(name: ExporterMetric, matchers: Matchers = {}): GaugeSelector {
    return this.#select(typed(ownMetric(name), 'gauge'), matchers);
  }

  foreign(name: keyof typeof FOREIGN, matchers: Matchers = {}): GaugeSelector {
    return this.#select(foreignMetric(name), matchers);
  }

  /** Alerts that fire now. The user's selectors do not apply. */
  firing(...names: readonly AlertName[]): VectorSelector {
    const [alertname, ...more] = names;
    return plainSelector('ALERTS', {
      alertname: more.length === 0 && alertname !== undefined ? alertname : re(names.join('|')),
      alertstate: 'firing',
      ...this.#view,
    });
  }

  /** A recorded series. The user's selectors do not apply. */
  recorded(name: string, matchers: Matchers = {}): VectorSelector {
    return plainSelector(name, { ...matchers, ...this.#view });
  }

  /** The series of a node that is up and scraped, with or without rsyslog. The user's selectors do not apply. */
  presence(): Expr {
    const { metric, labels } = this.settings.presence;
    return plainSelector(metric, { [this.settings.groupBy]: { op: '!=', value: '' }, ...labels });
  }

  /** Adds up both objects of a queue, in memory and on disk: by node and `queue`. */
  byQueue(of: Expr): Expr {
    return sum(withQueue(of), this.queue);
  }

  /** The larger of both objects of a queue. */
  mostByQueue(of: Expr): Expr {
    return max(withQueue(of), this.queue);
  }

  /** A value of an action, under the name of its queue: by node and `queue`. */
  byQueueOfAction(of: Expr): Expr {
    return sum(labelReplace(of, 'queue', 'name', '(.+)', QUEUE_OF_CAUGHT), this.queue);
  }

  get queue(): readonly string[] {
    return [...this.node, 'queue'];
  }

  /** Labels of an object of one kind, such as actions. */
  get named(): readonly string[] {
    return [...this.node, 'name'];
  }

  /** Labels of an object among those of several kinds. */
  get object(): readonly string[] {
    return [...this.named, 'origin'];
  }

  /** Sums by node and the further labels. */
  byNode(of: Expr, ...labels: readonly string[]): Expr {
    return sum(of, [...this.node, ...labels]);
  }

  #select<Type extends 'counter' | 'gauge'>(metric: Metric<Type>, matchers: Matchers): Selector<Type> {
    return selector(metric, { ...matchers, ...this.#scope });
  }
}

const withQueue = (of: Expr): Expr => labelReplace(of, 'queue', 'name', QUEUE_OF_OBJECT);

function typed<Type extends 'counter' | 'gauge'>(metric: Metric, type: Type): Metric<Type> {
  if (metric.type !== type) throw new Error(`${metric.name} is a ${metric.type}, not a ${type}`);
  return { ...metric, type };
}
