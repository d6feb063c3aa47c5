// Opens inputs by the scheme of their URL. A new scheme is a file here, a form in url.ts and a case below. Inputs that need a
// library are loaded when they are opened.
import type { Input, InputContext } from './input.ts';
import { openStdin } from './stdin.ts';
import type { InputUrl } from './url.ts';

/** @throws UsageError when it cannot be opened and waiting does not help */
export async function openInput(url: InputUrl, context: InputContext): Promise<Input> {
  switch (url.scheme) {
    case '-':
      return openStdin(context);
    case 'file':
      return (await import('./file/index.ts')).openFile(url, context);
    case 'udp':
      return (await import('./socket/udp.ts')).openUdp(url, context);
    case 'tcp':
      return (await import('./socket/tcp.ts')).openTcp(url, context);
    case 'unix':
      return (await import('./socket/unix.ts')).openUnix(url, context);
  }
}
