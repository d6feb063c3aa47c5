// What a statistics format implements: one file per format, registered in formats/index.ts.
import type { Scan } from '../json/scanner.ts';

export interface LineFormat {
  readonly name: string;
  /** @returns whether the statistics at this offset are of this format, judged by their first characters only */
  recognises(line: string, offset: number): boolean;
  /** Parses what stands from this offset to the end of the line; never throws. */
  parse(line: string, offset: number): Scan;
}
