// Reads the JSON of generated dashboards: panels of all rows, queries of panels, values for variables.
import { dashboard, type Product } from '../../../src/generate/dashboard/dashboard.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { effectiveSettings, type SettingsInput } from '../../../src/generate/settings/settings.ts';

export interface Target {
  readonly expr: string;
  readonly refId: string;
  readonly interval: string;
  readonly format: string;
  readonly legendFormat: string;
  readonly instant?: boolean;
  readonly datasource?: unknown;
}

export interface Steps {
  readonly steps: readonly { readonly value: number | null; readonly color: string }[];
}

export interface Override {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

export interface JsonPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly pluginVersion?: string;
  readonly datasource?: unknown;
  readonly collapsed?: boolean;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly panels?: readonly JsonPanel[];
  readonly targets?: readonly Target[];
  readonly fieldConfig?: {
    readonly defaults: { readonly unit?: string; readonly thresholds?: Steps; readonly mappings?: readonly unknown[] };
    readonly overrides: readonly Override[];
  };
  readonly yaxes?: readonly { readonly format: string }[];
  readonly thresholds?: readonly { readonly value: number }[];
  readonly options?: {
    readonly reduceOptions?: { readonly calcs: readonly string[] };
    readonly sortBy?: readonly { readonly displayName: string; readonly desc: boolean }[];
    readonly legend?: { readonly calcs: readonly string[] };
  };
  readonly transformations?: readonly { readonly id: string; readonly options: Readonly<Record<string, unknown>> }[];
}

export interface JsonDashboard {
  readonly [key: string]: unknown;
  readonly uid: string;
  readonly panels: readonly JsonPanel[];
  readonly links: readonly Readonly<Record<string, unknown>>[];
  readonly annotations: { readonly list: readonly Readonly<Record<string, unknown>>[] };
  readonly templating: { readonly list: readonly Readonly<Record<string, unknown>>[] };
}

export interface Rendered {
  readonly selectors: Selectors;
  readonly product: Product;
  readonly json: JsonDashboard;
}

/** Both products under the settings, serialised and parsed: tests see what is in the file, and no more. */
export function render(given: SettingsInput = {}): readonly Rendered[] {
  const selectors = new Selectors(effectiveSettings(given));
  return (['plutono', 'grafana'] as const).map((product) => ({
    selectors,
    product,
    json: JSON.parse(JSON.stringify(dashboard(product, selectors).json)) as JsonDashboard,
  }));
}

/** All panels without the rows. */
export function panelsOf({ panels }: Pick<JsonDashboard, 'panels'>): readonly JsonPanel[] {
  return panels.flatMap((panel) => (panel.type === 'row' ? panelsOf({ panels: panel.panels ?? [] }) : [panel]));
}

export interface PanelQuery {
  readonly title: string;
  readonly type: string;
  readonly target: Target;
}

export function panelQueries(json: JsonDashboard): readonly PanelQuery[] {
  return panelsOf(json).flatMap(({ title, type, targets = [] }) => targets.map((target) => ({ title, type, target })));
}

/** The expression of the annotation. */
export function annotationQueries({ annotations }: JsonDashboard): readonly string[] {
  return annotations.list.map((one) => (one['expr'] ?? (one['target'] as Target).expr) as string);
}

export interface Choice {
  readonly node?: string;
  readonly action?: string;
  readonly queue?: string;
  readonly by?: string;
  readonly rateInterval?: string;
}

/** Replaces variables as the products do before a query. Default: all values are chosen. */
export function filledIn(expr: string, choice: Choice = {}): string {
  const { node = '.+', action = '.+', queue = '.+', by = 'name', rateInterval = '5m' } = choice;
  return expr
    .replaceAll('$__rate_interval', rateInterval)
    .replaceAll('$__range', '1h')
    .replaceAll(/\$Node\b/g, node)
    .replaceAll(/\$Action\b/g, action)
    .replaceAll(/\$Queue\b/g, queue)
    .replaceAll('${by:csv}', by);
}
