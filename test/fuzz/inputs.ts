// What targets start from: the recordings and fixtures, and the cutting of inputs into lines.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LF = 0x0a;

export function linesOf(input: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < input.length;) {
    const found = input.indexOf(LF, from);
    const end = found === -1 ? input.length : found;
    lines.push(input.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

/** All files of a folder whose name contains the text. */
export function filesOf(folder: string, part = ''): Uint8Array[] {
  const names = readdirSync(folder).filter((name) => name.includes(part));
  return names.map((name) => readFileSync(join(folder, name)));
}

/** The recordings of this format, each cut into pieces of some lines: a smaller input is mutated more thoroughly. */
export function recordings(format = '', linesPerPiece = 12): Uint8Array[] {
  return filesOf('test/fixtures/recordings', format).flatMap((file) => {
    const lines = linesOf(file);
    const pieces = Array.from({ length: Math.ceil(lines.length / linesPerPiece) }, (_, i) =>
      lines.slice(i * linesPerPiece, (i + 1) * linesPerPiece),
    );
    return pieces.map((piece) => Buffer.concat(piece.flatMap((line) => [line, Uint8Array.of(LF)])));
  });
}

/** A number that the input decides: a target that cuts or picks at random does the same again for the same input. */
export function hash(input: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of input) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum;
}
