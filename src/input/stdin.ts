// The input `-`: what omprog writes to us, or what a shell pipes in. It drains without pause, because a child of omprog that
// does not read blocks all logging of its host.
import type { Input, InputContext } from './input.ts';

export async function openStdin(_location: string, { io, stream }: InputContext): Promise<Input> {
  const target = stream('stdin');
  const { stdin } = io;
  const done = new Promise<void>((resolve, reject) => {
    stdin.on('data', (chunk: Buffer) => target.write(chunk, io.now()));
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
