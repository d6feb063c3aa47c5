// Runs a real Alertmanager on loopback, without receivers, and asks it which alerts are muted.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PATHS } from './available.ts';
import { freePort } from './port.ts';
import { startProcess } from './process.ts';
import { until } from './until.ts';

export interface KnownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: 'unprocessed' | 'active' | 'suppressed'; readonly inhibitedBy: readonly string[] };
}

export interface Alertmanager extends AsyncDisposable {
  /** fire from now on */
  fire(alerts: readonly Readonly<Record<string, string>>[]): Promise<void>;
  alerts(): Promise<readonly KnownAlert[]>;
}

/**
 * @param configuration a part of its configuration; route and receiver are added
 * @throws Error with its log when it does not become ready
 */
export async function startAlertmanager(dir: string, configuration: object): Promise<Alertmanager> {
  const file = join(dir, 'alertmanager.yml');
  const route = { receiver: 'none', group_wait: '1s', group_interval: '1s' };
  writeFileSync(file, stringify({ route, receivers: [{ name: 'none' }], ...configuration }));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const running = await startProcess(PATHS.alertmanager, [
    `--config.file=${file}`,
    `--storage.path=${join(dir, 'data')}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
    '--log.level=warn',
  ]);
  const ready = async () => !running.isRunning() || (await fetch(`${url}/-/ready`)).ok;
  await until('Alertmanager to become ready', ready).catch(() => {});
  if (!running.isRunning()) throw new Error(`Alertmanager did not become ready: ${running.stderr()}`);
  return {
    async fire(alerts) {
      const body = JSON.stringify(alerts.map((labels) => ({ labels })));
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`Alertmanager refused alerts: ${await response.text()}`);
    },
    alerts: async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly KnownAlert[],
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
