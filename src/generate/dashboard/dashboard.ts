// The dashboard "Rsyslog Stats" as each product wants it, from one model of panels. Writes no files.
import { layOut } from './layout.ts';
import { Scope } from './panels/scope.ts';
import type { Selectors } from '../promql/selectors.ts';
import { grafanaDashboard } from './grafana.ts';
import { plutonoDashboard } from './plutono.ts';

export const PRODUCTS = ['plutono', 'grafana'] as const;
export type Product = (typeof PRODUCTS)[number];

export interface Dashboard {
  readonly product: Product;
  /** below the output folder, with slashes */
  readonly file: string;
  /** what the file holds, parsed: free to be written with or without blanks; made when it is asked for */
  readonly json: object;
}

const RENDER = { plutono: plutonoDashboard, grafana: grafanaDashboard } as const;

/** The same dashboard once per product. */
export function dashboards({ settings }: Selectors): readonly Dashboard[] {
  const scope = new Scope(settings);
  return PRODUCTS.map((product) => ({
    product,
    file: `dashboards/${product}/rsyslog-stats.json`,
    get json() {
      return RENDER[product](scope, layOut(scope));
    },
  }));
}

/** The content of the file. */
export const dashboardFile = ({ json }: Dashboard): string => `${JSON.stringify(json, null, 2)}\n`;
