// Healthy nodes that looked like faulty ones to the first rules: what is rare, late by design, or seen by a wrong clock. And a fault
// that must go on to be seen when scrapes do not come for a while.
import { DEFAULT_ACTION, queueOf } from '../../../src/conventions.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../peers/port.ts';
import { until } from '../../peers/until.ts';
import type { Lab } from '../lab.ts';
import type { LabNode } from '../lab-node.ts';
import { INTERVAL_MS, INTERVAL_SECONDS } from '../scale.ts';
import type { Scenario } from '../scenario.ts';
import { createTraffic } from '../traffic.ts';
import { withFirst, withQueueParameters } from './configuration.ts';
import { EXPECTED } from './expected.ts';

const NOISE = { everyMs: 250, program: 'another-program' };
/** It means what it says. */
const allowed = ['RsyslogRelpActionProcessingRateIsZero'];
const intervals = (count: number): number => count * INTERVAL_MS;

/** The length of an outage: a delay that belongs to the fault, not a wait for an effect of it. */
const pass = (count: number): Promise<void> => delay(intervals(count));

/** Once now, and again after so many intervals each. */
async function burstEach(node: LabNode, everyIntervals: number, count: number): Promise<void> {
  await node.traffic.burst(count);
  const timer = setInterval(() => void node.traffic.burst(count).catch(() => {}), intervals(everyIntervals));
  node.atStop(() => clearInterval(timer));
}

async function reboot(node: LabNode, nodeExporterAfter: number, rsyslogdAfter: number): Promise<void> {
  await node.stopNodeExporter();
  await node.rsyslogd().stop();
  await pass(nodeExporterAfter);
  await node.startNodeExporter();
  await pass(rsyslogdAfter - nodeExporterAfter);
  await node.startRsyslogd();
}

/** Its message does not come, then comes; rsyslogd restarts when all is well. */
async function outageAndRestart(node: LabNode, lab: Lab): Promise<void> {
  const resumed = (): number => node.exported('rsyslog_pstat_resumed', 'rsyslog-relp') ?? 0;
  const before = resumed();
  await node.receiver.stop();
  await lab.untilScrapes(node, 1);
  await node.receiver.start();
  await until('the action to resume', () => resumed() > before, { deadlineMs: 30_000 });
  await lab.untilScrapes(node, 3);
  await node.rsyslogd().stop();
  await node.startRsyslogd();
  await lab.untilScrapes(node, 3);
}

const [SECOND_PORT, THIRD_PORT] = [await freePort(), await freePort()];
const secondInput = (port: number) =>
  withFirst(() => `module(load="imptcp")\ninput(type="imptcp" address="127.0.0.1" port="${port}" name="second-input")`);

/** Messages to the second input of a node, which then falls silent. */
const speakOnce = (port: number) => async (node: LabNode) => {
  const traffic = createTraffic(port);
  node.atStop(traffic.stop);
  for (let round = 0; round < 5; round++) {
    await traffic.burst(20);
    await pass(0.5);
  }
};

/** Hours of the day, so that it is neither this one nor the next. */
function closedHours(): string {
  const hour = new Date().getHours();
  return `queue.dequeueTimeBegin="${(hour + 4) % 24}" queue.dequeueTimeEnd="${(hour + 5) % 24}"`;
}

export const MISLEADING: readonly Scenario[] = [
  {
    id: 'Q9a',
    title: 'inputs are busy all the time, but no message is for the target',
    setup: { traffic: NOISE },
    inject: async () => {},
    allowed,
  },
  {
    id: 'Q9b',
    title: 'a rare login beside much noise',
    setup: { traffic: NOISE },
    prepare: (node) => node.traffic.burst(1),
    inject: (node) => node.traffic.burst(1),
    allowed,
  },
  {
    id: 'Q9c',
    title: 'sixty audit records each quarter of an hour beside noise',
    setup: { traffic: NOISE },
    prepare: (node) => burstEach(node, 15, 60),
    inject: async () => {},
    allowed,
  },
  {
    id: 'Q10a',
    title: "the node's clock is a minute behind",
    setup: { clockAheadSeconds: -INTERVAL_SECONDS },
    needs: ['clock'],
    inject: async () => {},
  },
  {
    id: 'Q10b',
    title: "the node's clock is five minutes ahead",
    setup: { clockAheadSeconds: 5 * INTERVAL_SECONDS },
    needs: ['clock'],
    inject: async () => {},
  },
  {
    id: 'Q10c',
    title: "the node's clock is five minutes ahead, and rsyslogd dies",
    setup: { clockAheadSeconds: 5 * INTERVAL_SECONDS },
    needs: ['clock'],
    inject: async (node) => void (await node.rsyslogd().kill()),
    ...EXPECTED.deadWithWrongClock,
  },
  {
    id: 'Q11a',
    title: 'a reboot: node-exporter is back soon, rsyslogd after a minute',
    inject: (node) => reboot(node, 0.3, 1),
  },
  {
    id: 'Q11b',
    title: 'a reboot: node-exporter is back soon, rsyslogd after a minute and a half',
    inject: (node) => reboot(node, 0.6, 1.5),
  },
  {
    id: 'Q12',
    title: 'two outages and two restarts in half an hour',
    async inject(node, lab) {
      await outageAndRestart(node, lab);
      await outageAndRestart(node, lab);
    },
  },
  {
    id: 'Q13a',
    title: 'an input with messages only after boot',
    setup: { edit: secondInput(SECOND_PORT) },
    prepare: speakOnce(SECOND_PORT),
    inject: async () => {},
  },
  {
    id: 'Q13b',
    title: 'an input with a batch now and then',
    setup: { edit: secondInput(THIRD_PORT) },
    prepare: speakOnce(THIRD_PORT),
    inject: speakOnce(THIRD_PORT),
  },
  {
    id: 'Q14',
    title: 'a queue that waits by design for its hours (needs a setting)',
    setup: { edit: withQueueParameters(closedHours()) },
    settings: { waitingQueues: [queueOf(DEFAULT_ACTION)] },
    inject: async () => {},
    allowed,
  },
  {
    id: 'Q15',
    title: 'the target is down, and scrapes do not come for six minutes',
    async inject(node) {
      await node.receiver.stop();
      // Not awaited: the bound counts from the fault.
      const gap = async (): Promise<void> => {
        await pass(13);
        await node.stopNodeExporter();
        await pass(6);
        await node.startNodeExporter();
      };
      const gone = gap();
      node.atStop(() => gone.catch(() => {}));
    },
    ...EXPECTED.scrapeGap,
    watched: 35,
  },
];
