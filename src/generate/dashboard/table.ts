// How a table joins the results of its queries into rows, and what its columns look like: the same for both products.
import { nodeLinks } from './links.ts';
import type { TablePanel } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';
import { refId } from './targets.ts';
import { thresholdSteps } from './thresholds.ts';

/** One row per combination of labels: first the labels, then the values of the queries in order, under their titles. */
export function tableTransformations(panel: TablePanel, scope: Scope): readonly object[] {
  const labels = panel.labels(scope);
  const columns = panel.columns(scope);
  const hidden = ['Time'];
  const values = columns.flatMap(({ title }, index) =>
    valueNames(index, columns.length).map((name) => [name, title] as const),
  );
  if (panel.showsValues === false) hidden.push(...values.map(([name]) => name));
  const shown = panel.showsValues === false ? labels : [...labels, ...values];
  return [
    { id: 'merge', options: {} },
    {
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(hidden.map((name) => [name, true])),
        indexByName: Object.fromEntries(shown.map(([name], index) => [name, index])),
        renameByName: Object.fromEntries(shown),
      },
    },
  ];
}

/** Column names that the products give to the value of a query; without the letter for a single query, in some versions. */
function valueNames(index: number, count: number): readonly string[] {
  const lettered = `Value #${refId(index)}`;
  return count === 1 ? ['Value', lettered] : [lettered];
}

/** @param coloredCell the product's property that colours a cell by its thresholds */
export function tableOverrides(panel: TablePanel, scope: Scope, coloredCell: object): readonly object[] {
  const byTitle = (title: string, properties: readonly object[]) => ({
    matcher: { id: 'byName', options: title },
    properties,
  });
  const nodeTitle = panel.labels(scope).find(([label]) => label === scope.settings.groupBy)?.[1];
  const links = nodeTitle === undefined ? [] : [byTitle(nodeTitle, [{ id: 'links', value: nodeLinks(scope) }])];
  if (panel.showsValues === false) return links;
  return [
    ...links,
    ...panel
      .columns(scope)
      .map(({ title, unit, thresholds = [] }) =>
        byTitle(title, [
          { id: 'unit', value: unit },
          { id: 'thresholds', value: thresholdSteps(thresholds) },
          ...(thresholds.length === 0 ? [] : [coloredCell]),
        ]),
      ),
  ];
}
