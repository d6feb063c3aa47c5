// The input `tcp://HOST:PORT`: messages of omfwd with protocol="tcp", in both framings of RFC 6587. It has no TLS and is meant for
// loopback and trusted networks.
import type { AddressInfo } from 'node:net';
import type { Input, InputContext } from '../input.ts';
import { cannotListen } from '../../flags/listen-address.ts';
import type { SocketUrl } from '../url.ts';
import { listenForStreams } from './stream-server.ts';

export async function openTcp({ address: wanted, text: input }: SocketUrl, context: InputContext): Promise<Input> {
  try {
    const { server, ...opened } = await listenForStreams(input, wanted, context);
    const { address, port } = server.address() as AddressInfo;
    context.log.info('listening', { input, address, port });
    if (context.options.tcpAllow.length === 0 && /^(?:0\.0\.0\.0|::)$/.test(address)) {
      context.log.warn('any host that reaches this port can send statistics; see --tcp.allow', { input });
    }
    return opened;
  } catch (cause) {
    throw cannotListen(`--input ${input}`, cause);
  }
}
