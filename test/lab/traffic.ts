// Messages for one node, numbered from 1, over one connection: what it sent can be counted on. A steady stream, and bursts.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Steady {
  readonly everyMs: number;
  /** at a time; default 1 */
  readonly count?: number;
  /** default PROGRAM, which is what the node forwards */
  readonly program?: string;
}

export interface Traffic {
  /** how many were sent; the last one has this number */
  sent(): number;
  burst(count: number, program?: (index: number) => string): Promise<void>;
  /** until paused or stopped; in place of what was steady before */
  steady(how: Steady): void;
  pause(): void;
  stop(): void;
}

export const PROGRAM = 'lab';

/** @param port where rsyslogd listens on TCP; it is connected to when there is something to send, again after a restart */
export function createTraffic(port: number): Traffic {
  let sent = 0;
  let socket: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const open = async (): Promise<Socket> => {
    if (socket?.writable === true) return socket;
    const opened = connect(port, '127.0.0.1');
    opened.on('error', () => {});
    opened.once('close', () => (socket = undefined));
    await once(opened, 'connect');
    socket = opened;
    return opened;
  };
  const send = async (count: number, program: (index: number) => string): Promise<void> => {
    const to = await open();
    let text = '';
    for (let index = 0; index < count; index++) {
      text += `<13>1 2026-01-02T03:04:05.678Z node ${program(index)} 12 ID7 - number=${++sent} \n`;
    }
    if (!to.write(text)) await once(to, 'drain');
  };
  // One after the other: numbers go out in their order.
  const burst = (count: number, program: (index: number) => string = () => PROGRAM): Promise<void> =>
    (turn = turn.catch(() => {}).then(() => send(count, program)));
  const pause = (): void => clearInterval(timer);
  return {
    sent: () => sent,
    burst,
    // A node that is down takes no messages: its senders try again the next time.
    steady: ({ everyMs, count = 1, program = PROGRAM }) => {
      pause();
      timer = setInterval(() => void burst(count, () => program).catch(() => {}), everyMs);
    },
    pause,
    stop: () => {
      pause();
      socket?.destroy();
    },
  };
}
