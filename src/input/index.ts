// Opens inputs by the scheme of their URL. A new kind of input is a file here, a form in url.ts and a case below.
import { openFile } from './file/index.ts';
import type { Input, InputContext } from './input.ts';
import { openTcp } from './socket/tcp.ts';
import { openUdp } from './socket/udp.ts';
import { openUnix } from './socket/unix.ts';
import { openStdin } from './stdin.ts';
import type { InputUrl } from './url.ts';

/** @throws UsageError when it cannot be opened and waiting does not help */
export async function openInput(url: InputUrl, context: InputContext): Promise<Input> {
  switch (url.scheme) {
    case '-':
      return openStdin(context);
    case 'file':
      return openFile(url, context);
    case 'udp':
      return openUdp(url, context);
    case 'tcp':
      return openTcp(url, context);
    case 'unix':
      return openUnix(url, context);
  }
}
