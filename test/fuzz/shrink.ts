// Makes an input that breaks a rule smaller: leaves out lines, then ever shorter runs of bytes, as long as it still breaks it.
import { linesOf } from './inputs.ts';

/** One input is not worth more: what is left is small enough, or resists. */
const MOST_TRIES = 3_000;

type Range = readonly [from: number, to: number];

/** @param breaks whether this input still breaks the rule */
export async function shrink(
  input: Uint8Array,
  breaks: (smaller: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  let best = input;
  let tries = 0;
  for (let before = Infinity; best.length < before;) {
    before = best.length;
    for (const [from, to] of ranges(best)) {
      if (from >= best.length) continue;
      if (++tries > MOST_TRIES) return best;
      const smaller = Uint8Array.from(Buffer.concat([best.subarray(0, from), best.subarray(to)]));
      if (await breaks(smaller)) best = smaller;
    }
  }
  return best;
}

/** From the end to the start: what is left out behind a range does not move it. */
function* ranges(input: Uint8Array): Generator<Range> {
  let end = input.length;
  for (const line of linesOf(input).reverse()) {
    const from = line.byteOffset - input.byteOffset;
    yield [from, end];
    end = from;
  }
  for (let size = input.length >> 1; size >= 1; size >>= 1)
    for (let from = size * Math.floor(input.length / size); from >= 0; from -= size) yield [from, from + size];
}
