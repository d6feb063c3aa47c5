// The node works and its messages go nowhere: refused for good, without an action that forwards, or without anything to forward.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ACTION } from '../../../src/conventions.ts';
import type { LabNode } from '../lab-node.ts';
import { INTERVAL_MS } from '../scale.ts';
import type { Scenario } from '../scenario.ts';
import { PROGRAM } from '../traffic.ts';
import { withFilterFor, withFirst, withoutTarget } from './configuration.ts';
import { EXPECTED } from './expected.ts';
import { showStrangersCertificate } from './target.ts';

const FEW = { everyMs: INTERVAL_MS };
const LINE_MS = 250;
const log = (dir: string): string => join(dir, 'program.log');

const restartWith = (edit: (config: string) => string) => async (node: LabNode) => {
  await node.rsyslogd().stop();
  await node.startRsyslogd(edit);
};

export const TAKING_NOTHING_FAULTS: readonly Scenario[] = [
  {
    id: 'F26a',
    title: 'the certificate is refused, little traffic',
    setup: { tls: 'gnutls', traffic: FEW },
    inject: showStrangersCertificate,
    ...EXPECTED.refusedFewMessages,
  },
  {
    id: 'F26b',
    title: 'the certificate is refused, little traffic, newest rsyslog',
    setup: { tls: 'gnutls', traffic: FEW, collector: 'file', system: 'sid' },
    needs: ['newest'],
    inject: showStrangersCertificate,
    ...EXPECTED.refusedFewMessages,
  },
  {
    id: 'F28',
    title: 'the action that forwards is gone on one node (needs a setting)',
    settings: { expectedActions: [DEFAULT_ACTION] },
    inject: restartWith(withoutTarget),
    ...EXPECTED.actionGone,
  },
  {
    id: 'F29a',
    title: 'the only input falls silent',
    inject: async (node) => node.traffic.pause(),
    ...EXPECTED.onlyInputSilent,
  },
  {
    id: 'F29b',
    title: 'a node that reads files gets a filter that selects nothing',
    setup: {
      traffic: 'none',
      edit: withFirst(
        (dir) => `module(load="imfile" mode="inotify")\ninput(type="imfile" File="${log(dir)}" Tag="${PROGRAM}")`,
      ),
    },
    async prepare(node) {
      const timer = setInterval(() => appendFileSync(log(node.dir), 'something happened\n'), LINE_MS);
      node.atStop(() => clearInterval(timer));
    },
    inject: restartWith(withFilterFor('another-program')),
    ...EXPECTED.wrongFilter,
  },
];

/** When the alert fires. */
const RESTART_AFTER = 20;

const NEWEST = { setup: { tls: 'gnutls', collector: 'file', system: 'sid' }, needs: ['newest'] } as const;

const refused = (id: string, rsyslog: Pick<Scenario, 'setup' | 'needs'>): Scenario => ({
  id,
  title: 'the certificate is refused on all nodes, then rsyslogd restarts',
  ...rsyslog,
  async inject(node, lab) {
    await showStrangersCertificate(node);
    // Not awaited: the bound counts from the refusal.
    const restart = async (): Promise<void> => {
      await lab.untilScrapes(node, RESTART_AFTER);
      await restartWith((config) => config)(node);
    };
    const restarted = restart();
    node.atStop(() => restarted.catch(() => {}));
  },
  ...EXPECTED.refusedFleet,
  watched: 55,
});

/** They are a separate lab: no node of the fleet is healthy. */
export const REFUSED_FLEET: readonly Scenario[] = [
  refused('F27a', { setup: { tls: 'gnutls' } }),
  refused('F27b', NEWEST),
  refused('F27c', NEWEST),
];
