// Logs rejected lines: the first one of each reason as a warning, the others for debugging, so that a flood of bad lines does
// not become a flood of log lines. The counters say how many there were.
import type { RejectedLine } from '../../collector/collector.ts';
import type { RejectReason } from '../../impstats/record.ts';
import type { Log } from '../../log.ts';

const MOST_CHARACTERS = 200;

export function logRejected(log: Log): (rejected: RejectedLine) => void {
  const logged = new Set<RejectReason>();
  return ({ reason, detail, stream, line, text }) => {
    const level = logged.has(reason) ? 'debug' : 'warn';
    logged.add(reason);
    log[level]('line rejected', { reason, detail, input: stream, line, text: text.slice(0, MOST_CHARACTERS) });
  };
}
