// What one node of the lab goes through: how it is set up, what is done to it, and which alerts that must raise.
import type { SettingsInput } from '../../src/generate/settings/settings.ts';
import type { Balance } from './count.ts';
import type { Lab } from './lab.ts';
import type { LabNode } from './lab-node.ts';
import type { NodeSetup } from './node-setup.ts';
import type { Need } from './needs.ts';

export interface Scenario {
  /** as in docs/faults.md; also the name of the node, in small letters */
  readonly id: string;
  readonly title: string;
  readonly setup?: NodeSetup;
  /** what the machine or the run must offer; the scenario is skipped without it */
  readonly needs?: readonly Need[];
  /** the rules of this node are generated with these settings */
  readonly settings?: SettingsInput;
  /** before anything is wrong, while the node's history is made */
  readonly prepare?: (node: LabNode) => Promise<void>;
  /** the fault, or what is healthy and may look like one */
  readonly inject: (node: LabNode, lab: Lab) => Promise<void>;
  /** any of them is enough; absent: no alert may fire */
  readonly alerts?: readonly string[];
  /** of intervals between the fault and the alert */
  readonly bound?: number;
  /** of intervals, for an alert that must last as long as the fault: the longest time without one of `alerts` */
  readonly longestGap?: number;
  /** of intervals after the fault; default: what the slowest alerts need, or the bound */
  readonly watched?: number;
  /** alerts that may fire although all is well */
  readonly allowed?: readonly string[];
  /** once the alert has fired, or stayed silent for long enough; @returns what was counted, if it was */
  readonly after?: (node: LabNode) => Promise<Balance | void>;
}

export const nodeName = ({ id }: Pick<Scenario, 'id'>): string => id.toLowerCase();
