// Faults of the target, and of the queue in front of it.
import { join } from 'node:path';
import { until } from '../../peers/until.ts';
import { expectNothingLost } from '../count.ts';
import type { LabNode } from '../lab-node.ts';
import { CERTIFICATES } from '../node-setup.ts';
import { QUEUE_SIZE } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import { withoutQueue, withTinyQueue } from './configuration.ts';
import { fillDisk } from './full-disk.ts';

const stopTarget = (node: LabNode): Promise<void> => node.receiver.stop();
const FLAPS = 3;
const REFUSED = ['RsyslogActionTakesNothing', 'RsyslogQueueNotDraining', 'RsyslogActionFails'];

export const TARGET_DOWN: Scenario = {
  id: 'F1',
  title: 'the target is down, the action has a queue and never gives up',
  setup: { tls: 'openssl' },
  inject: stopTarget,
  alerts: ['RsyslogQueueNotDraining'],
  bound: 15,
  async after(node) {
    await node.receiver.start();
    return expectNothingLost(node);
  },
};

export const TARGET_DOWN_LOSING: Scenario = {
  id: 'F2a',
  title: 'the target is down, the action has a queue and gives up at once',
  setup: { relp: { resumeRetryCount: 0 } },
  inject: stopTarget,
  alerts: ['RsyslogActionFails', 'RsyslogActionSuspended'],
  bound: 10,
};

export const QUEUE_FULL: Scenario = {
  id: 'F5',
  title: 'the queue is full and messages are thrown away',
  setup: { edit: withTinyQueue },
  async inject(node) {
    await node.receiver.stop();
    await node.traffic.burst(300);
  },
  alerts: ['RsyslogQueueDiscards'],
  bound: 5,
};

export const TARGET_FAULTS: readonly Scenario[] = [
  {
    id: 'F2b',
    title: 'the target is down, the action has a queue and gives up after two retries',
    setup: { relp: { resumeRetryCount: 2 } },
    inject: stopTarget,
    alerts: ['RsyslogActionFails', 'RsyslogActionSuspended', 'RsyslogQueueNotDraining'],
    bound: 10,
  },
  {
    id: 'F3',
    title: 'the target is down, the action has no queue and gives up at once',
    setup: { relp: { resumeRetryCount: 0 }, edit: withoutQueue },
    inject: stopTarget,
    alerts: ['RsyslogActionFails', 'RsyslogActionSuspended'],
    bound: 10,
  },
  {
    id: 'F4',
    title: 'the target is down, the action has no queue and never gives up',
    setup: { edit: withoutQueue },
    inject: stopTarget,
    alerts: ['RsyslogQueueNotDraining'],
    bound: 15,
  },
  {
    id: 'F6a',
    title: 'the target comes back with a certificate of another name',
    setup: { tls: 'gnutls' },
    inject: showStrangersCertificate,
    alerts: REFUSED,
    bound: 15,
  },
  {
    id: 'F6b',
    title: 'the same, and the action has no queue',
    setup: { tls: 'gnutls', edit: withoutQueue },
    inject: showStrangersCertificate,
    alerts: REFUSED,
    bound: 15,
  },
  {
    id: 'F7',
    title: 'one node of many cannot reach its target',
    inject: stopTarget,
    alerts: ['RsyslogQueueNotDraining'],
    bound: 15,
  },
  { id: 'F11', title: 'the target comes and goes', inject: flap, alerts: ['RsyslogActionFlaps'], bound: 30 },
  {
    id: 'F12',
    title: 'the disk is full and the worker puts messages back in a loop',
    ...fillDisk,
    alerts: ['RsyslogRequeueLoop'],
    bound: 15,
  },
  {
    id: 'F18',
    title: 'the queue spills to disk and keeps growing',
    // Then only few messages more: memory fills up again, and for long nothing more goes to disk.
    async inject(node) {
      await node.receiver.stop();
      await node.traffic.burst(1.5 * QUEUE_SIZE);
    },
    alerts: ['RsyslogQueueSpillGrows'],
    bound: 15,
  },
];

export async function showStrangersCertificate(node: LabNode): Promise<void> {
  await node.receiver.stop();
  const certificates = join(node.dir, '..', 'certificates', CERTIFICATES.stranger);
  await node.receiver.start({ library: 'gnutls', certificates, permittedPeer: CERTIFICATES.node });
}

/** Each time the node has to notice, and to find its target again. */
async function flap(node: LabNode): Promise<void> {
  const resumed = (): number => node.exported('rsyslog_pstat_resumed', 'rsyslog-relp') ?? 0;
  for (let round = 0; round < FLAPS; round++) {
    const before = resumed();
    await node.receiver.stop();
    await node.traffic.burst(5);
    await until('messages to wait', () => (node.exported('rsyslog_pstat_size', 'rsyslog-relp queue') ?? 0) > 0);
    await node.receiver.start();
    await until('the action to resume', () => resumed() > before, { deadlineMs: 30_000 });
  }
}
