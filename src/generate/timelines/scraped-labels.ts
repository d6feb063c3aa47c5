// Labels that a scrape adds to the series of a node, in all promtool tests.
import type { Selectors } from '../promql/selectors.ts';
import type { Labels } from './series-notation.ts';

/** Value of the labels that aggregations keep beside the one for the node. */
const KEPT = 'kept';

export const nodeName = (number: number): string => `node-${number}`;

/** Labels that distinguish nodes. Where `node` is only kept, a plain Prometheus has no such label. */
export function labelsOfNode(node: string, { settings, node: labels }: Selectors): Labels {
  const isName = (label: string) => label === settings.groupBy || label === 'node';
  return Object.fromEntries(labels.map((label) => [label, isName(label) ? node : KEPT]));
}

/** @param own labels of the series before the scrape; they win over those of the settings' selectors, as for presence series */
export function scrapedLabels(own: Labels, node: string, selectors: Selectors): Labels {
  return { ...own, ...selectors.settings.selectors, ...own, ...labelsOfNode(node, selectors) };
}
