// What panels build their queries with: the queries of the chosen nodes, the windows, and the labels the viewer groups by. The names of
// the dashboard's variables stand here and nowhere else.
import { duration } from '../../settings/duration.ts';
import { max, re, sum, type Expr, type Matchers } from '../../promql/index.ts';
import { bothParts, partOnDisk, queueOf } from '../../promql/queue-names.ts';
import { Selectors } from '../../promql/selectors.ts';
import type { Settings } from '../../settings/settings.ts';

export const VARIABLES = {
  datasource: 'datasource',
  node: 'Node',
  action: 'Action',
  queue: 'Queue',
  by: 'by',
} as const;

/** Labels by which the viewer wants to see lines, as a list with commas. */
const BY = `\${${VARIABLES.by}:csv}`;

/** At least four samples, however far one looks: for everything that is drawn over time. */
export const RATE_WINDOW = '$__rate_interval';
/** The time that the viewer looks at. */
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
  /** what limits series to the chosen nodes; for those that are not selected by `selectors` */
  readonly nodeMatchers: Matchers;
  readonly action = { name: CHOSEN_ACTION };
  /** memory and disk */
  readonly queue = { name: CHOSEN_QUEUE };
  readonly queueOnDisk = { name: CHOSEN_QUEUE_ON_DISK };
  readonly queuesOfAction = { name: QUEUES_OF_CHOSEN_ACTION };
  readonly recordedQueue = { queue: re(`$${VARIABLES.queue}`) };

  constructor(settings: Settings) {
    this.settings = settings;
    this.nodeMatchers = { [settings.groupBy]: re(`$${VARIABLES.node}`) };
    this.selectors = new Selectors(settings, this.nodeMatchers);
    this.everywhere = new Selectors(settings);
  }

  /** Window of numbers that hold now; the time that is shown must not change them. */
  get nowWindow(): string {
    return this.selectors.window('5m');
  }

  /** How far apart values are at least: what makes RATE_WINDOW long enough. */
  get interval(): string {
    return duration(this.selectors.sampleSeconds);
  }

  /** labels that the viewer can group by, the first one unless another is chosen */
  get groupings(): readonly string[] {
    return ['name', ...this.selectors.node];
  }

  /** Adds up, by what the viewer groups by: what `of` has no label for is summed over. */
  sumBy(of: Expr, ...labels: readonly string[]): Expr {
    return sum(of, [BY, ...labels]);
  }

  /** The highest, by what the viewer groups by; for levels with a limit and for high-water marks. */
  maxBy(of: Expr, ...labels: readonly string[]): Expr {
    return max(of, [BY, ...labels]);
  }

  /** Shows whichever of the labels there are. */
  get legend(): string {
    return this.groupings.map((label) => `{{${label}}}`).join(' ');
  }

  /** Columns of tables with a line per node, and their titles. */
  get nodeColumns(): readonly (readonly [label: string, title: string])[] {
    return this.selectors.node.map((label) => [label, label.charAt(0).toUpperCase() + label.slice(1)]);
  }

  /** Per node, without regard to names. */
  get nodeLegend(): string {
    return this.selectors.node.map((label) => `{{${label}}}`).join(' ');
  }
}
