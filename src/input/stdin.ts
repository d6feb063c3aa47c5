// The input `-`: standard input, written by omprog or a shell. It drains without pause, because a child of omprog that does not
// read blocks all logging of its host.
import type { Input, InputContext } from './input.ts';

/** rsyslog waits for it at the start and after each message. */
const CONFIRMATION = 'OK\n';

export async function openStdin({ io, confirmMessages, stream }: InputContext): Promise<Input> {
  const target = stream('stdin');
  const { stdin } = io;
  const done = new Promise<void>((resolve, reject) => {
    if (confirmMessages) io.stdout.write(CONFIRMATION);
    stdin.on('data', (chunk: Buffer) => {
      target.write(chunk, io.now());
      if (confirmMessages) io.stdout.write(CONFIRMATION.repeat(countLines(chunk)));
    });
    stdin.once('end', () => {
      target.end(io.now());
      resolve();
    });
    // destroy() in close() ends here.
    stdin.once('close', resolve);
    stdin.once('error', (cause) => reject(new Error('cannot read standard input', { cause })));
  });
  return {
    done,
    close: async () => {
      stdin.destroy();
    },
  };
}

function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, end + 1)) lines++;
  return lines;
}
