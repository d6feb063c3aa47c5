// The inputs by the scheme of their URL. A new one is one file and one line here.
import { UsageError } from '../io.ts';
import type { Input, InputContext, OpenInput } from './input.ts';
import { openStdin } from './stdin.ts';

const INPUTS: Readonly<Record<string, OpenInput>> = {
  '-': openStdin,
};

/**
 * @param url `-`, or a scheme and what it needs: see --help
 * @throws UsageError for a scheme that is not known, or a location that cannot be used
 */
export async function openInput(url: string, context: InputContext): Promise<Input> {
  const [, scheme = url, location = ''] = /^([a-z]+):(.*)$/s.exec(url) ?? [];
  const open = Object.hasOwn(INPUTS, scheme) ? INPUTS[scheme] : undefined;
  if (!open) throw new UsageError(`--input ${url}: unknown kind of input; known are ${Object.keys(INPUTS).join(', ')}`);
  return open(location, context);
}
