// The input `udp://HOST:PORT`: a datagram holds one message or several lines, as omfwd sends them. It drains without pause,
// because the kernel drops what exceeds its buffer. It sends nothing.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Stream } from '../../collector/stream.ts';
import { createAllowList } from './allow-list.ts';
import type { Input, InputContext } from '../input.ts';
import { cannotListen } from '../../flags/listen-address.ts';
import type { SocketUrl } from '../url.ts';
import { createRefuse } from './refusals.ts';

/** A batch of some thousand objects arrives in one burst. */
const RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;
/** Senders whose streams are kept. A stream that is opened anew lacks its memory of lines, which costs time only. */
const MOST_SENDERS = 10_000;
const LF = 0x0a;
const NEWLINE = Uint8Array.of(LF);

export async function openUdp({ address, text: input }: SocketUrl, context: InputContext): Promise<Input> {
  const { host, port } = address;
  const { io, log, options } = context;
  const type = isIPv6(host) ? 'udp6' : 'udp4';
  const socket = createSocket({ type, recvBufferSize: RECEIVE_BUFFER_BYTES });
  const refuse = createRefuse(input, context);
  const isAllowed = createAllowList(options.udpAllow);
  const streamOf = senders((peer) => context.stream(input, peer));

  const take = (message: Buffer, { address: peer, port: from }: RemoteInfo): void => {
    if (!isAllowed(peer)) {
      refuse('sender_not_allowed', 'datagram refused: its sender is not in --udp.allow', { peer, port: from });
      return;
    }
    const target = streamOf(peer);
    const now = io.now();
    target.write(message, now);
    if (message.at(-1) !== LF) target.write(NEWLINE, now);
  };
  socket.on('message', take);
  try {
    socket.bind({ address: host, port });
    await once(socket, 'listening');
  } catch (cause) {
    socket.close();
    throw cannotListen(`--input ${input}`, cause);
  }
  socket.on('error', (cause) => log.error('socket failed', { input, error: cause.message }));
  report(socket, input, context);

  const done = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let closing: Promise<void> | undefined;
  return {
    done,
    close: () => {
      if (!closing) socket.close();
      return (closing ??= done);
    },
  };
}

function report(socket: Socket, input: string, { log, options }: InputContext): void {
  const { address, port } = socket.address();
  log.info('listening', { input, address, port });
  // Linux reports double the size that it grants.
  const granted = socket.getRecvBufferSize() / 2;
  if (granted < RECEIVE_BUFFER_BYTES) {
    const remedy = `sysctl net.core.rmem_max=${RECEIVE_BUFFER_BYTES}`;
    log.info('the receive buffer granted by the kernel is small; large bursts may be lost', {
      input,
      bytes: granted,
      remedy,
    });
  }
  if (options.udpAllow.length === 0 && /^(?:0\.0\.0\.0|::)$/.test(address)) {
    log.warn('any host that reaches this port can send statistics; see --udp.allow', { input });
  }
}

/** Streams by the sender's address; beyond the limit, the one that has been silent for longest is dropped. */
function senders(open: (peer: string) => Stream): (peer: string) => Stream {
  const streams = new Map<string, Stream>();
  return (peer) => {
    const stream = streams.get(peer) ?? open(peer);
    streams.delete(peer);
    streams.set(peer, stream);
    for (const [silent, oldest] of streams) {
      if (streams.size <= MOST_SENDERS) break;
      streams.delete(silent);
      oldest.close();
    }
    return stream;
  };
}
