// The dashboard "Rsyslog Stats" for each product, from one model of panels. Writes no files.
import type { Selectors } from '../promql/selectors.ts';
import { GRAFANA } from './grafana.ts';
import { layOut } from './layout.ts';
import { Scope } from './panels/scope.ts';
import { PLUTONO } from './plutono.ts';
import { renderDashboard } from './render.ts';

const FORMATS = { plutono: PLUTONO, grafana: GRAFANA } as const;
export type Product = keyof typeof FORMATS;

export interface Dashboard {
  /** relative to the output folder, with slashes */
  readonly file: string;
  /** parsed content of the file, rendered on access */
  readonly json: object;
}

export function dashboard(product: Product, { settings }: Selectors): Dashboard {
  return {
    file: `dashboards/${product}/rsyslog-stats.json`,
    get json() {
      const scope = new Scope(settings);
      return renderDashboard(FORMATS[product], scope, layOut(scope));
    },
  };
}

/** Content of the file. */
export const dashboardFile = ({ json }: Dashboard): string => `${JSON.stringify(json, null, 2)}\n`;
