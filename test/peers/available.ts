// Which of the real programs are on this machine. A suite that needs a missing one is reported as skipped,
// and fails with CI=true, where a skip would hide that nothing was tested.
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Where Debian's packages put them. */
export const PATHS = {
  rsyslogd: '/usr/sbin/rsyslogd',
  prometheus: '/usr/bin/prometheus',
  promtool: '/usr/bin/promtool',
  nodeExporter: '/usr/bin/prometheus-node-exporter',
  alertmanager: '/usr/bin/prometheus-alertmanager',
  amtool: '/usr/bin/amtool',
  openssl: '/usr/bin/openssl',
  debootstrap: '/usr/sbin/debootstrap',
  ip: '/usr/sbin/ip',
  tc: '/usr/sbin/tc',
  nft: '/usr/sbin/nft',
  faketime: '/usr/bin/faketime',
} as const;

export type Peer = keyof typeof PATHS | 'isRoot';

export const peers = {
  ...(Object.fromEntries(Object.entries(PATHS).map(([name, path]) => [name, existsSync(path)])) as Record<
    keyof typeof PATHS,
    boolean
  >),
  isRoot: process.getuid?.() === 0,
} satisfies Record<Peer, boolean>;

/** `describe` for a suite that talks to real programs. */
export function describeWith(needed: readonly Peer[], name: string, suite: () => void): void {
  const missing = needed.filter((peer) => !peers[peer]);
  const mustHave = process.env['CI'] === 'true';
  const title = missing.length === 0 ? name : `${name} (missing: ${missing.join(', ')})`;
  describe.skipIf(missing.length > 0 && !mustHave)(title, () => {
    if (missing.length === 0 || !mustHave) suite();
    else test('has the programs it needs', () => expect(missing).toEqual([]));
  });
}
