// The dashboard "Rsyslog Stats" for each product, from one model of panels. Writes no files.
import type { Selectors } from '../promql/selectors.ts';
import { GRAFANA } from './grafana.ts';
import { layOut } from './layout.ts';
import { Scope } from './panels/scope.ts';
import { PLUTONO } from './plutono.ts';
import { renderDashboard } from './render.ts';

const FORMATS = { plutono: PLUTONO, grafana: GRAFANA } as const;
export type Product = keyof typeof FORMATS;
const PRODUCTS = ['plutono', 'grafana'] as const satisfies readonly Product[];

export interface Dashboard {
  readonly product: Product;
  /** relative to the output folder, with slashes */
  readonly file: string;
  /** parsed content of the file, rendered on access */
  readonly json: object;
}

/** The same dashboard once per product. */
export function dashboards({ settings }: Selectors): readonly Dashboard[] {
  const scope = new Scope(settings);
  return PRODUCTS.map((product) => ({
    product,
    file: `dashboards/${product}/rsyslog-stats.json`,
    get json() {
      return renderDashboard(FORMATS[product], scope, layOut(scope));
    },
  }));
}

/** Content of the file. */
export const dashboardFile = ({ json }: Dashboard): string => `${JSON.stringify(json, null, 2)}\n`;
