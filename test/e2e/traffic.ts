// Known traffic for rsyslogd: so many messages, all of them accepted by the kernel when the promise settles.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';

/** @param program becomes $programname */
export function message(program: string, text = 'text'): string {
  return `<13>1 2026-01-02T03:04:05Z node-1 ${program} - - - ${text}`;
}

export async function sendTcp(port: number, messages: readonly string[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(messages.map((line) => `${line}\n`).join(''));
  socket.resume();
  await once(socket, 'close');
}

/** Few enough at a time for the receiver's buffer. */
export async function sendUdp(port: number, messages: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  const send = promisify((data: string, done: (error: Error | null) => void) =>
    socket.send(data, port, '127.0.0.1', done),
  );
  for (const line of messages) await send(line);
  socket.close();
}
