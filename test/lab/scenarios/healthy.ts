// Healthy situations that look like faults to a simple rule. No alert may fire.
import { join } from 'node:path';
import { expectNothingLost } from '../count.ts';
import { QUEUE_SIZE } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import { withFirst, withSlowQueue } from './configuration.ts';

export const NEIGHBOUR: Scenario = {
  id: 'Q0',
  title: 'a healthy node beside the others',
  inject: async () => {},
};

export const IDLE: Scenario = {
  id: 'Q1',
  title: 'an idle node',
  setup: { traffic: 'none' },
  inject: async () => {},
  // It means what it says, unless the setting zeroRateNeedsInput makes it wait for something to send.
  allowed: ['RsyslogRelpActionProcessingRateIsZero'],
};

export const RESTART: Scenario = {
  id: 'Q2',
  title: 'rsyslog restarts',
  async inject(node) {
    await node.rsyslogd().stop();
    await node.startRsyslogd();
  },
};

export const BLIP: Scenario = {
  id: 'Q4a',
  title: 'the target is away for less than two minutes and everything is delivered',
  async inject(node, lab) {
    await node.receiver.stop();
    await lab.untilScrapes(node, 1);
    await node.receiver.start();
  },
  after: expectNothingLost,
};

const copy = (name: string) => (dir: string) =>
  `action(type="omfile" name="${name}" file="${join(dir, 'copy.log')}" queue.type="LinkedList")`;

export const HEALTHY: readonly Scenario[] = [
  {
    id: 'Q4b',
    title: 'the target is away for a moment in which there is nothing to send, and the action does not retry',
    setup: { relp: { resumeRetryCount: 0 } },
    async inject(node, lab) {
      node.traffic.pause();
      await node.receiver.stop();
      await lab.untilScrapes(node, 1);
      await node.receiver.start();
      node.traffic.steady({ everyMs: 250 });
    },
    after: expectNothingLost,
  },
  {
    id: 'Q3',
    title: 'a restart with a configuration that renames an action and its queue',
    setup: { edit: withFirst(copy('copy')) },
    async inject(node) {
      await node.rsyslogd().stop();
      await node.startRsyslogd((config) => config.replace('name="copy"', 'name="another-copy"'));
    },
  },
  {
    id: 'Q5',
    title: 'a boot: the old textfile is served until the first report',
    async inject(node, lab) {
      await node.stopNodeExporter();
      await node.rsyslogd().stop();
      await lab.untilScrapes(node, 10);
      await Promise.all([node.startNodeExporter(), node.startRsyslogd()]);
    },
  },
  {
    id: 'Q6',
    title: 'much traffic, with messages in the queue at every look',
    setup: { edit: withSlowQueue(2000) },
    async inject(node) {
      await node.traffic.burst(500);
      node.traffic.steady({ everyMs: 500, count: 200 });
    },
  },
  {
    id: 'Q7',
    title: 'a burst fills the queue to nine tenths, and drains',
    setup: { edit: withSlowQueue(4000) },
    inject: (node) => node.traffic.burst(QUEUE_SIZE * 0.9),
  },
];
