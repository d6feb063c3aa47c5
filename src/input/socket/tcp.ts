// The input `tcp://HOST:PORT`: what omfwd sends with protocol="tcp", in both framings of RFC 6587. No TLS: it is for loopback
// and for networks that are trusted.
import type { AddressInfo } from 'node:net';
import type { Input, InputContext } from '../input.ts';
import { cannotListen, parseListenAddress } from '../../flags/listen-address.ts';
import { listenForStreams } from './stream-server.ts';

export async function openTcp(location: string, context: InputContext): Promise<Input> {
  const { host, port } = parseListenAddress('tcp', location);
  const input = `tcp:${location}`;
  try {
    const { server, ...opened } = await listenForStreams(input, { host, port }, context);
    const { address, port: bound } = server.address() as AddressInfo;
    context.log.info('listening', { input, address, port: bound });
    if (/^(?:0\.0\.0\.0|::)$/.test(address)) {
      context.log.warn('everybody who reaches this port can send statistics', { input });
    }
    return opened;
  } catch (cause) {
    throw cannotListen(input, cause);
  }
}
