// The input `-`: what omprog writes to us, or what a shell pipes in. It drains without pause, because a child of omprog that
// does not read blocks all logging of its host.
import type { Input, InputContext } from './input.ts';

/** What rsyslog waits for at the start, and after each message. */
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
    // A reader that was closed by us ends here as well.
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
  for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) lines++;
  return lines;
}
