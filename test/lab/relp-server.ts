// A RELP server whose acknowledgements are the test's to decide, for what imrelp cannot be made to do: never, slowly, late.
// Plain RELP only. A frame is "TXNR COMMAND LENGTH DATA\n"; bytes that are no frame end the connection.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** everyMs: one at a time, so many milliseconds apart. lateMs: each so many milliseconds after its frame. */
export type Acknowledging = 'at once' | 'never' | { readonly everyMs: number } | { readonly lateMs: number };

export interface RelpServer {
  /** data of all syslog frames that were acknowledged, or will be, in the order of their arrival */
  received(): readonly string[];
  acknowledge(how: Acknowledging): void;
  start(): Promise<void>;
  /** ends all connections */
  stop(): Promise<void>;
}

interface Frame {
  readonly number: string;
  readonly command: string;
  readonly data: string;
}

const OFFER = '200 OK\nrelp_version=0\nrelp_software=lab\ncommands=syslog';

export function createRelpServer(port: number): RelpServer {
  const arrived: string[] = [];
  const sockets = new Set<Socket>();
  let how: Acknowledging = 'at once';
  // Serial acknowledgements: the moment at which the last one is due.
  let lastDue = 0;

  const acknowledge = (answer: () => void): void => {
    if (how === 'never') return;
    if (how === 'at once') return answer();
    const now = Date.now();
    lastDue = 'everyMs' in how ? Math.max(now, lastDue) + how.everyMs : now + how.lateMs;
    setTimeout(answer, lastDue - now).unref();
  };
  const take = (socket: Socket, { number, command, data }: Frame): void => {
    const answer = (text: string): void => {
      if (socket.writable) socket.write(`${number} rsp ${text.length}${text && ' '}${text}\n`);
    };
    if (command === 'open') answer(OFFER);
    else if (command === 'close') {
      answer('');
      socket.end('0 serverclose 0\n');
    } else {
      arrived.push(data);
      acknowledge(() => answer('200 OK'));
    }
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    let waiting: Buffer = Buffer.alloc(0);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (let found = frame(waiting); found !== undefined; found = frame(waiting)) {
        if (found === 'malformed') return void socket.destroy();
        waiting = waiting.subarray(found.length);
        take(socket, found);
      }
    });
  });
  return {
    received: () => arrived,
    acknowledge: (next) => void (how = next),
    async start() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

const LONGEST_HEAD = 64;

/** @returns the first frame with its bytes in all; undefined while it is not there as a whole */
function frame(bytes: Buffer): (Frame & { readonly length: number }) | 'malformed' | undefined {
  const [head, number = '', command = '', size = ''] =
    /^(\d+) (\w+) (\d+)(?= |\n)/.exec(bytes.toString('latin1', 0, LONGEST_HEAD)) ?? [];
  if (head === undefined) return bytes.length >= LONGEST_HEAD ? 'malformed' : undefined;
  const start = head.length + (size === '0' ? 0 : 1);
  const end = start + Number(size);
  if (bytes.length <= end) return undefined;
  return { number, command, data: bytes.toString('utf8', start, end), length: end + 1 };
}
