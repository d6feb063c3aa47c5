// Faults of inputs: one that falls silent while others go on, and one that drops what comes too fast.
import { createSocket } from 'node:dgram';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../peers/port.ts';
import { startProcess } from '../../peers/process.ts';
import type { LabNode } from '../lab-node.ts';
import { INTERVAL_MS, INTERVAL_SECONDS } from '../scale.ts';
import type { Scenario } from '../scenario.ts';
import { PROGRAM } from '../traffic.ts';
import { withFirst } from './configuration.ts';
import { EXPECTED } from './expected.ts';

const journal = (dir: string): string => join(dir, 'journal');
const LOGGER = '/usr/bin/logger';
const SPEAK_MS = 500;

const speakers = new WeakMap<LabNode, () => Promise<unknown>>();
const silence = (node: LabNode): Promise<unknown> => speakers.get(node)?.() ?? Promise.resolve();

/** As journald does it: one datagram per message, to a socket that rsyslogd has made. */
async function speak(node: LabNode, { tag = 'journal', everyMs = SPEAK_MS } = {}): Promise<void> {
  const logger = await startProcess(LOGGER, ['--socket', journal(node.dir), '--tag', tag]);
  const timer = setInterval(() => logger.stdin.write('something happened\n'), everyMs);
  const end = (): Promise<unknown> => {
    clearInterval(timer);
    return logger.kill();
  };
  speakers.set(node, end);
  node.atStop(end);
}

const FLOOD_PORT = await freePort();
const FLOOD_MS = 200;
const FLOOD_COUNT = 50;
/** Ten messages an interval, of which the limit lets one pass. */
const TRICKLE = { tag: PROGRAM, everyMs: INTERVAL_MS / 10 };
const LIMIT = `RateLimit.Interval="${INTERVAL_SECONDS}" RateLimit.Burst="1"`;

/** Sends so many datagrams at a time until the node stops. */
function datagrams(node: LabNode, count = 1): void {
  const socket = createSocket('udp4');
  const timer = setInterval(() => {
    for (let index = 0; index < count; index++)
      socket.send(`<13>1 2026-01-02T03:04:05.678Z node ${PROGRAM} 12 ID7 - x`, FLOOD_PORT, '127.0.0.1');
  }, FLOOD_MS);
  node.atStop(() => {
    clearInterval(timer);
    socket.close();
  });
}

const udp = `module(load="imudp")\ninput(type="imudp" address="127.0.0.1" port="${FLOOD_PORT}" rateLimit.interval="2" rateLimit.burst="50")`;
const unix = (dir: string, limit = ''): string =>
  `module(load="imuxsock" SysSock.Use="off")\ninput(type="imuxsock" Socket="${journal(dir)}" ${limit})`;

export const INPUT_FAULTS: readonly Scenario[] = [
  {
    id: 'F14',
    title: 'the socket of the journal is lost, other inputs go on',
    setup: { edit: withFirst((dir) => unix(dir)) },
    prepare: (node) => speak(node),
    async inject(node) {
      await silence(node);
      rmSync(journal(node.dir));
    },
    alerts: ['RsyslogInputSilent'],
    bound: 30,
  },
  {
    id: 'F15',
    title: 'the rate limit of an input drops messages',
    setup: { edit: withFirst(() => udp) },
    prepare: async (node) => datagrams(node),
    inject: async (node) => datagrams(node, FLOOD_COUNT),
    alerts: ['RsyslogInputMessagesMissing', 'RsyslogInputRateLimited'],
    bound: 15,
  },
  {
    id: 'F30',
    title: 'a rate limit drops nine of ten of few messages',
    setup: { traffic: 'none', edit: withFirst((dir) => unix(dir)) },
    prepare: (node) => speak(node, TRICKLE),
    async inject(node) {
      await silence(node);
      await node.rsyslogd().stop();
      await node.startRsyslogd((config) => config.replace(unix(node.dir), unix(node.dir, LIMIT)));
      await speak(node, TRICKLE);
    },
    ...EXPECTED.fewMessagesLimited,
  },
];
