// The source of the node's messages: the URL of the flag --input, and the input(...) that it becomes.
import { isIP } from 'node:net';
import { parseListenAddress } from '../../flags/listen-address.ts';
import { UsageError } from '../../io.ts';
import { comment, paragraph, shortStatement } from '../../rainerscript/write.ts';

export type MessageSource =
  /** a datagram socket, by default the one that journald writes to */
  | { readonly kind: 'unix'; readonly path: string; readonly isModuleLoadedHere: boolean }
  | { readonly kind: 'udp' | 'tcp'; readonly address: string; readonly port: number }
  /** another file of the configuration has the input */
  | { readonly kind: 'none' };

export const MESSAGE_SOURCE_FORMS = 'unix:PATH, udp://ADDRESS:PORT, tcp://ADDRESS:PORT, none';

const MODULES = { udp: 'imudp', tcp: 'imtcp' } as const;

/**
 * @param isModuleLoadedHere whether to load imuxsock. The rsyslog.conf of most distributions does, and rsyslog treats a
 *   second load as an error.
 * @throws UsageError when the text has none of MESSAGE_SOURCE_FORMS
 */
export function parseMessageSource(text: string, isModuleLoadedHere: boolean): MessageSource {
  if (text === 'none') return { kind: 'none' };
  const path = /^unix:(\/.*)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: 'unix', path, isModuleLoadedHere };
  const [, kind, location = ''] = /^(udp|tcp):\/\/(.*)$/s.exec(text) ?? [];
  if (kind !== 'udp' && kind !== 'tcp') throw new UsageError(`must be one of ${MESSAGE_SOURCE_FORMS}`);
  const { host: address = '', port } = parseListenAddress(location);
  if (isIP(address) !== 0 && port > 0) return { kind, address, port };
  throw new UsageError(`must be ${kind}://ADDRESS:PORT, with an IP address and a port from 1 to 65535`);
}

/** One paragraph, none for "none". */
export function renderMessageSource(source: MessageSource): readonly string[] {
  if (source.kind === 'none') return [];
  const heading = comment('The source of the messages of this node.');
  if (source.kind === 'unix') {
    const load = shortStatement('module', { load: 'imuxsock', 'SysSock.Use': false });
    const input = shortStatement('input', { type: 'imuxsock', Socket: source.path });
    return [source.isModuleLoadedHere ? paragraph(heading, load, input) : paragraph(heading, input)];
  }
  const type = MODULES[source.kind];
  const input = shortStatement('input', { type, address: source.address, port: source.port });
  return [paragraph(heading, shortStatement('module', { load: type }), input)];
}
