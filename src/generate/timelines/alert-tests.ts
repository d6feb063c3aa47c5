// The unit tests of an alert as data: series of a healthy node, of a bad one, and of what lies just beside the fault.
import type { Labels } from './series-notation.ts';

/** One value per scrape; NaN where the series is stale. */
export type Values = readonly number[];

export interface TestSeries {
  readonly metric: string;
  readonly labels: Labels;
  readonly values: Values;
  readonly type: 'counter' | 'gauge';
  /** absent: the labels that the scrape of a node adds */
  readonly scraped?: Labels;
}

export interface AlertTests {
  /** samples before the fault */
  readonly healthy: number;
  /** samples from the fault on */
  readonly faulty: number;
  /** series of one node without the fault */
  readonly good: readonly TestSeries[];
  /** series of one node with the fault; the alert fires at the last sample */
  readonly bad: readonly TestSeries[];
  /** labels of the firing alert, without those of the node and of the rule */
  readonly labels: Labels;
  /** the value as the description prints it */
  readonly value: string;
  /** the value of the recorded series that the description asks for; absent: 0, or none */
  readonly recorded?: string;
  /** further series that must not fire, among them near misses */
  readonly quiet: readonly { readonly title: string; readonly lines: readonly TestSeries[] }[];
  /** further series that must not fire, of many hours */
  readonly history?: readonly { readonly title: string; readonly lines: readonly TestSeries[] }[];
  /** further series that fire */
  readonly also?: readonly AlsoFires[];
  /** default: the bad node fires; `silent`: a sum over all nodes hides it */
  readonly oneOfFifty?: 'silent';
  /** default true; false: the alert is about all nodes together and has no node label */
  readonly isPerNode?: boolean;
}

export interface AlsoFires {
  readonly title: string;
  readonly lines: readonly TestSeries[];
  readonly labels: Labels;
  /** default: as in the other cases */
  readonly value?: string;
  readonly recorded?: string;
  /** seconds from one sample to the next; default: the scrape interval of the settings */
  readonly sampledEvery?: number;
}
