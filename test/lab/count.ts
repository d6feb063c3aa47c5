// Counts that nothing was lost: every message that was sent is at the receiver in the end, and our numbers say the same.
import { expect } from 'vitest';
import { until } from '../peers/until.ts';
import type { LabNode } from './lab-node.ts';

export interface Balance {
  readonly sent: number;
  /** different messages at the receiver */
  readonly delivered: number;
  /** messages that are there once more; RELP repeats what was not acknowledged */
  readonly duplicates: number;
  /** what the exporter says */
  readonly submitted: number | undefined;
  readonly processed: number | undefined;
  readonly waiting: number;
  readonly discarded: number;
  readonly failed: number | undefined;
  /** what the queue was offered; more than was processed when batches were put back */
  readonly enqueued: number | undefined;
}

const QUEUE = 'rsyslog-relp queue';

export function balance(node: LabNode): Balance {
  const arrived = node.receiver.received();
  const delivered = new Set(arrived).size;
  const of = (name: string, object = QUEUE): number => node.exported(`rsyslog_pstat_${name}`, object) ?? 0;
  return {
    sent: node.traffic.sent(),
    delivered,
    duplicates: arrived.length - delivered,
    submitted: node.exported('rsyslog_pstat_submitted', `imtcp(${node.inPort})`),
    processed: node.exported('rsyslog_pstat_processed', 'rsyslog-relp'),
    waiting: of('size') + of('size', `${QUEUE}[DA]`),
    discarded: of('discarded_full') + of('discarded_nf'),
    failed: node.exported('rsyslog_pstat_failed', 'rsyslog-relp'),
    enqueued: node.exported('rsyslog_pstat_enqueued', QUEUE),
  };
}

export async function expectNothingLost(node: LabNode): Promise<Balance> {
  node.traffic.pause();
  const sent = node.traffic.sent();
  await until(
    'all messages to arrive, and a report that says so',
    () => {
      const now = balance(node);
      const isOver = now.delivered === sent && now.processed === sent && now.waiting === 0;
      return isOver || Promise.reject(new Error(JSON.stringify(now)));
    },
    { deadlineMs: 60_000, everyMs: 200 },
  );
  const found = balance(node);
  const all = { sent, delivered: sent, submitted: sent, processed: sent };
  expect(found).toMatchObject({ ...all, waiting: 0, discarded: 0, failed: 0 });
  return found;
}
