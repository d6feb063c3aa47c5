// What panels build their queries with: selectors of the chosen nodes, windows, and the labels the viewer groups by. The only place
// that names the variables of the dashboard.
import { duration } from '../../settings/duration.ts';
import { max, re, sum, type Expr } from '../../promql/index.ts';
import { bothParts, partOnDisk, queueOf } from '../../promql/queue-names.ts';
import { Selectors } from '../../promql/selectors.ts';
import { NODE_VARIABLE, type Settings } from '../../settings/settings.ts';

export const VARIABLES = {
  datasource: 'datasource',
  node: NODE_VARIABLE,
  action: 'Action',
  queue: 'Queue',
  by: 'by',
} as const;

/** The labels by which the viewer groups lines, separated by commas. */
const BY = `\${${VARIABLES.by}:csv}`;

/** At least four samples at every zoom: for everything that is drawn over time. */
export const RATE_WINDOW = '$__rate_interval';
/** The time range that the dashboard shows. */
export const SHOWN_RANGE = '$__range';

const CHOSEN_ACTION = re(`$${VARIABLES.action}`);
const CHOSEN_QUEUE = re(bothParts(`$${VARIABLES.queue}`));
const CHOSEN_QUEUE_ON_DISK = re(partOnDisk(`$${VARIABLES.queue}`));
const QUEUES_OF_CHOSEN_ACTION = re(queueOf(`$${VARIABLES.action}`));

export class Scope {
  readonly settings: Settings;
  /** of the chosen nodes */
  readonly selectors: Selectors;
  /** of all nodes */
  readonly everywhere: Selectors;
  readonly chosenAction = { name: CHOSEN_ACTION };
  /** memory and disk */
  readonly chosenQueue = { name: CHOSEN_QUEUE };
  readonly chosenQueueOnDisk = { name: CHOSEN_QUEUE_ON_DISK };
  readonly queuesOfChosenAction = { name: QUEUES_OF_CHOSEN_ACTION };
  readonly chosenRecordedQueue = { queue: re(`$${VARIABLES.queue}`) };

  constructor(settings: Settings) {
    this.settings = settings;
    this.selectors = new Selectors(settings, { [settings.groupBy]: re(`$${VARIABLES.node}`) });
    this.everywhere = new Selectors(settings);
  }

  /** The window of numbers that describe this moment; the shown time range does not change it. */
  get nowWindow(): string {
    return this.selectors.window('5m');
  }

  /** The least step of a query, which keeps RATE_WINDOW long enough. */
  get interval(): string {
    return duration(this.selectors.sampleSeconds);
  }

  /** the labels to choose from for grouping; the first one is the default */
  get groupings(): readonly string[] {
    return ['name', ...this.selectors.node];
  }

  /** Sums by the labels that the viewer chose; labels that `of` lacks are ignored. */
  sumBy(of: Expr, ...labels: readonly string[]): Expr {
    return sum(of, [BY, ...labels]);
  }

  /** The highest by the labels that the viewer chose; for levels with a limit and for high-water marks. */
  maxBy(of: Expr, ...labels: readonly string[]): Expr {
    return max(of, [BY, ...labels]);
  }

  /** All labels that the viewer can choose; absent ones show nothing. */
  get legend(): string {
    return this.groupings.map((label) => `{{${label}}}`).join(' ');
  }

  /** The node columns of tables, with their titles. */
  get nodeColumns(): readonly (readonly [label: string, title: string])[] {
    return this.selectors.node.map((label) => [label, label.charAt(0).toUpperCase() + label.slice(1)]);
  }

  /** The labels of the node only. */
  get nodeLegend(): string {
    return this.selectors.node.map((label) => `{{${label}}}`).join(' ');
  }
}
