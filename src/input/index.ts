// The inputs by the scheme of their URL. A new one is one file and one line here.
import { UsageError } from '../io.ts';
import type { Input, InputContext, OpenInput } from './input.ts';
import { openStdin } from './stdin.ts';

/** All but standard input are loaded when they are asked for. */
const INPUTS: Readonly<Record<string, OpenInput>> = {
  '-': openStdin,
  file: async (location, context) => (await import('./file/index.ts')).openFile(location, context),
  udp: async (location, context) => (await import('./socket/udp.ts')).openUdp(location, context),
  tcp: async (location, context) => (await import('./socket/tcp.ts')).openTcp(location, context),
  unix: async (location, context) => (await import('./socket/unix.ts')).openUnix(location, context),
};

/** The spellings of --input, for help and messages. */
export const INPUT_FORMS = ['-', 'file:PATH', 'udp://HOST:PORT', 'tcp://HOST:PORT', 'unix:PATH'];

/**
 * @param url `-`, or a scheme and what it needs: one of INPUT_FORMS
 * @throws UsageError for a scheme that is not known, or a location that cannot be used
 */
export async function openInput(url: string, context: InputContext): Promise<Input> {
  const [, scheme = url, location = ''] = /^([a-z]+):(.*)$/s.exec(url) ?? [];
  const open = Object.hasOwn(INPUTS, scheme) ? INPUTS[scheme] : undefined;
  if (!open) throw new UsageError(`--input ${url}: unknown kind of input; known are ${INPUT_FORMS.join(', ')}`);
  return open(location, context);
}
