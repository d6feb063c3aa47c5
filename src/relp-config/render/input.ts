// Where the node's messages come from: the URL of the --input flag, and the input(...) that it becomes.
import { isIP } from 'node:net';
import { comment, paragraph, shortStatement } from '../../rainerscript/write.ts';

export type Input =
  /** a datagram socket; by default the one that journald writes to */
  | { readonly kind: 'unix'; readonly path: string; readonly isModuleLoadedHere: boolean }
  | { readonly kind: 'udp' | 'tcp'; readonly address: string; readonly port: number }
  /** another file of the configuration has the input */
  | { readonly kind: 'none' };

export const INPUT_FORMS = 'unix:PATH, udp://ADDRESS:PORT, tcp://ADDRESS:PORT, none';

const MODULES = { udp: 'imudp', tcp: 'imtcp' } as const;

/**
 * @param isModuleLoadedHere whether to load imuxsock: the rsyslog.conf of most distributions does, and rsyslog calls a second
 *   load an error
 * @returns undefined when the text has none of INPUT_FORMS
 */
export function parseInput(text: string, isModuleLoadedHere: boolean): Input | undefined {
  if (text === 'none') return { kind: 'none' };
  const path = /^unix:(\/.*)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: 'unix', path, isModuleLoadedHere };
  const socket = /^(udp|tcp):\/\/(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const address = socket?.[2] ?? socket?.[3] ?? '';
  const port = Number(socket?.[4]);
  if (socket === null || isIP(address) === 0 || port < 1 || port > 65_535) return undefined;
  return { kind: socket[1] === 'udp' ? 'udp' : 'tcp', address, port };
}

/** One paragraph, none for "none". */
export function renderInput(input: Input): readonly string[] {
  if (input.kind === 'none') return [];
  const heading = comment('Where the messages of the node come in.');
  if (input.kind === 'unix') {
    const load = shortStatement('module', { load: 'imuxsock', 'SysSock.Use': false });
    const line = shortStatement('input', { type: 'imuxsock', Socket: input.path });
    return [input.isModuleLoadedHere ? paragraph(heading, load, line) : paragraph(heading, line)];
  }
  const type = MODULES[input.kind];
  const line = shortStatement('input', { type, address: input.address, port: input.port });
  return [paragraph(heading, shortStatement('module', { load: type }), line)];
}
