// Faults of inputs: one that falls silent while others go on, and one that drops what comes too fast.
import { createSocket } from 'node:dgram';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../peers/port.ts';
import { startProcess } from '../../peers/process.ts';
import type { LabNode } from '../lab-node.ts';
import type { Scenario } from '../scenario.ts';
import { withFirst } from './configuration.ts';

const journal = (dir: string): string => join(dir, 'journal');
const LOGGER = '/usr/bin/logger';
const SPEAK_MS = 500;

/** As journald does it: one datagram per message, to a socket that rsyslogd has made. */
async function speak(node: LabNode): Promise<() => void> {
  const logger = await startProcess(LOGGER, ['--socket', journal(node.dir), '--tag', 'journal']);
  const timer = setInterval(() => logger.stdin.write('something happened\n'), SPEAK_MS);
  const stop = (): void => {
    clearInterval(timer);
    logger.stdin.end();
  };
  speakers.set(node.name, stop);
  return stop;
}

const speakers = new Map<string, () => void>();

const UDP_PORT = await freePort();
const FLOOD_MS = 200;
const FLOOD_COUNT = 50;

/** @param count datagrams at a time */
function datagrams(count: number): () => void {
  const socket = createSocket('udp4');
  const timer = setInterval(() => {
    for (let index = 0; index < count; index++)
      socket.send('<13>1 2026-01-02T03:04:05Z node flood - - - x', UDP_PORT, '127.0.0.1');
  }, FLOOD_MS);
  return () => {
    clearInterval(timer);
    socket.close();
  };
}

export const INPUT_FAULTS: readonly Scenario[] = [
  {
    id: 'F14',
    title: 'the socket of the journal is lost, other inputs go on',
    setup: {
      edit: withFirst(
        (dir) => `module(load="imuxsock" SysSock.Use="off")\ninput(type="imuxsock" Socket="${journal(dir)}")`,
      ),
    },
    prepare: speak,
    async inject(node) {
      speakers.get(node.name)?.();
      rmSync(journal(node.dir));
    },
    alerts: ['RsyslogInputSilent'],
    bound: 30,
  },
  {
    id: 'F15',
    title: 'the rate limit of an input drops messages',
    setup: {
      edit: withFirst(
        () =>
          `module(load="imudp")\ninput(type="imudp" address="127.0.0.1" port="${UDP_PORT}" rateLimit.interval="2" rateLimit.burst="50")`,
      ),
    },
    prepare: async () => datagrams(1),
    async inject() {
      const stop = datagrams(FLOOD_COUNT);
      floods.push(stop);
    },
    alerts: ['RsyslogInputMessagesMissing', 'RsyslogInputRateLimited'],
    bound: 15,
    after: async () => floods.forEach((stop) => stop()),
  },
];

const floods: (() => void)[] = [];
